// Where the person is: one place with its parameters, mirrored in `location.hash` so that Back works.

export const places = ['capture', 'board', 'today', 'contacts', 'contact', 'reports', 'sync', 'settings'] as const;
export type Place = (typeof places)[number];

/** Places that the rail shows, in order; `sync` joins when it is built. */
export const railPlaces = ['capture', 'board', 'today', 'contacts', 'reports', 'settings'] as const satisfies readonly Place[];

export interface Where {
  place: Place;
  params: Record<string, string>;
}

const isPlace = (word: string): word is Place => (places as readonly string[]).includes(word);

/** Reads `#/contact?id=…`; anything else is Capture. */
export function parseHash(hash: string): Where {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?');
  const params = Object.fromEntries(new URLSearchParams(query));
  return isPlace(path) ? { place: path, params } : { place: 'capture', params: {} };
}

/** The hash of a place: the inverse of `parseHash`. */
export function hashOf(place: Place, params: Record<string, string> = {}): string {
  const query = new URLSearchParams(params).toString();
  return `#/${place}${query ? `?${query}` : ''}`;
}

class Router {
  #where = $state<Where>({ place: 'capture', params: {} });

  /** Where we are. */
  get place(): Place {
    return this.#where.place;
  }

  get params(): Record<string, string> {
    return this.#where.params;
  }

  /** Follows the address from now on; returns how to stop. */
  start(): () => void {
    const follow = (): void => {
      this.#where = parseHash(location.hash);
    };
    follow();
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }

  /** Goes to a place; Back returns from it. */
  go(place: Place, params: Record<string, string> = {}): void {
    const hash = hashOf(place, params);
    if (location.hash !== hash) location.hash = hash;
    this.#where = { place, params };
  }

  /** Changes the parameters of the present place without a step of Back. */
  set(params: Record<string, string>): void {
    history.replaceState(null, '', hashOf(this.place, params));
    this.#where = { place: this.place, params };
  }

  /** One step back; to Capture when there is none. */
  back(): void {
    if (history.length > 1) history.back();
    else this.go('capture');
  }
}

export const router = new Router();
