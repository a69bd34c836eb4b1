/** A colour of the stylesheet, as it is when something is drawn: light or dark. */
export const colour = (name: `--${string}`) => (): string =>
  getComputedStyle(document.documentElement).getPropertyValue(name).trim();
