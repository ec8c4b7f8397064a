// Where the cursor goes when a place opens: to what the place names with `data-autofocus`, else to its heading.

/** Moves the focus into a place that has just been drawn. */
export function focusPlace(main: HTMLElement): void {
  if (main.contains(document.activeElement) && document.activeElement !== main) return;
  const wanted = main.querySelector<HTMLElement>('[data-autofocus]');
  if (wanted) {
    wanted.focus();
    return;
  }
  const heading = main.querySelector<HTMLElement>('h1');
  if (!heading) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}

/** Remembers who has the focus; the returned function gives it back if that element is still there. */
export function keepFocus(): () => void {
  const before = document.activeElement;
  return () => {
    if (before instanceof HTMLElement && before.isConnected) before.focus();
  };
}

const stops = 'a[href], button, input, select, textarea, [tabindex]:not([tabindex="-1"])';

/** The first thing inside that takes the focus. */
export function firstStop(root: HTMLElement): HTMLElement | undefined {
  return [...root.querySelectorAll<HTMLElement>(stops)].find((one) => !one.hasAttribute('disabled') && one.tabIndex >= 0);
}
