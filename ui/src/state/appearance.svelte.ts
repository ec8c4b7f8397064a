// Theme, density and text size as attributes of <html>; the language goes to the dictionaries. Applied at once.

export type Theme = 'light' | 'dark' | 'sunlight';
export type Density = 'comfortable' | 'compact';

/** Sunlight is set larger by this factor (see tokens.css). */
const SUNLIGHT_SCALE = 1.125;

class Appearance {
  #theme = $state<Theme>('light');
  #density = $state<Density>('comfortable');
  #textSize = $state(100);
  /** The theme that Sunlight was switched on from. */
  #before: Theme = 'light';

  get theme(): Theme {
    return this.#theme;
  }
  get density(): Density {
    return this.#density;
  }
  /** Percent, 90 to 150. */
  get textSize(): number {
    return this.#textSize;
  }

  /** Applies what is given and leaves the rest. */
  apply(next: { theme?: Theme; density?: Density; textSize?: number }): void {
    if (next.theme) {
      if (next.theme !== 'sunlight') this.#before = next.theme;
      this.#theme = next.theme;
    }
    if (next.density) this.#density = next.density;
    if (next.textSize) this.#textSize = Math.min(150, Math.max(90, next.textSize));
    const html = document.documentElement;
    html.dataset['theme'] = this.#theme;
    html.dataset['density'] = this.#density;
    html.style.fontSize = `${this.#textSize * (this.#theme === 'sunlight' ? SUNLIGHT_SCALE : 1)}%`;
  }

  /** The theme that the Sunlight key leads to. */
  sunlightToggled(): Theme {
    return this.#theme === 'sunlight' ? this.#before : 'sunlight';
  }
}

export const appearance = new Appearance();
