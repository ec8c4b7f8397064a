// Dragging a card with the pointer: the window's own drag and drop is kept for files. A drag begins after a few pixels, so
// that a click stays a click; the drop goes to the nearest element with `data-drop`.

export interface Drag {
  /** What is dragged. */
  id: string;
  x: number;
  y: number;
  /** The drop target below the pointer. */
  over: string | undefined;
}

const THRESHOLD = 6;

export class Dragging {
  #drag = $state.raw<Drag | undefined>(undefined);
  #drop: (id: string, target: string) => void;

  constructor(drop: (id: string, target: string) => void) {
    this.#drop = drop;
  }

  get now(): Drag | undefined {
    return this.#drag;
  }

  /** To be called when the pointer goes down on a card. */
  begin(id: string, event: PointerEvent): void {
    if (event.button !== 0 || !event.isPrimary) return;
    if (event.target instanceof Element && event.target.closest('button')) return;
    const from = { x: event.clientX, y: event.clientY };
    const target = (at: PointerEvent): string | undefined => document.elementFromPoint(at.clientX, at.clientY)?.closest<HTMLElement>('[data-drop]')?.dataset['drop'];
    const move = (at: PointerEvent): void => {
      if (!this.#drag && Math.hypot(at.clientX - from.x, at.clientY - from.y) < THRESHOLD) return;
      at.preventDefault();
      this.#drag = { id, x: at.clientX, y: at.clientY, over: target(at) };
    };
    const stop = (): void => {
      window.removeEventListener('pointermove', move);
      window.removeEventListener('pointerup', up);
      window.removeEventListener('pointercancel', stop);
      window.removeEventListener('keydown', escape, true);
      this.#drag = undefined;
    };
    const up = (at: PointerEvent): void => {
      const dragged = this.#drag;
      const over = dragged ? target(at) : undefined;
      stop();
      if (dragged && over) this.#drop(id, over);
    };
    const escape = (key: KeyboardEvent): void => {
      if (key.key !== 'Escape' || !this.#drag) return;
      key.preventDefault();
      key.stopPropagation();
      stop();
    };
    window.addEventListener('pointermove', move);
    window.addEventListener('pointerup', up);
    window.addEventListener('pointercancel', stop);
    window.addEventListener('keydown', escape, true);
  }
}
