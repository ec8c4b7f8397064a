// Where things stand in a chart: lengths, points and paths from figures.
// Deliberately absent: colours, words and the DOM.

/** The length of a bar out of `full`, 0 to 100; never below a hair's breadth where there is something. */
export function barLength(value: number, full: number): number {
  if (!(value > 0) || !(full > 0)) return 0;
  return Math.min(100, Math.max(0.75, (value / full) * 100));
}

/** Round marks of an axis from 0 to at least `top`: two to five steps of 1, 2 or 5 times a power of ten. */
export function ticks(top: number): number[] {
  if (!(top > 0)) return [0];
  const rough = top / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power;
  const count = Math.ceil(top / step - 1e-9);
  return Array.from({ length: count + 1 }, (_, at) => at * step);
}

/** A figure with its band at a day. */
export interface BandPoint {
  /** Days from the start. */
  days: number;
  low: number;
  middle: number;
  high: number;
}

/** The drawing area inside a picture, in its own units. */
export interface Area {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** What a band chart is drawn from. */
export interface BandShape {
  line: string;
  area: string;
  /** Where each point stands. */
  points: { x: number; y: number }[];
  /** The marks of the axis and their heights. */
  marks: { value: number; y: number }[];
}

const round = (value: number): number => Math.round(value * 10) / 10;

/** A line with the band around it, from nothing today. */
export function band(points: readonly BandPoint[], area: Area): BandShape {
  const all: BandPoint[] = [{ days: 0, low: 0, middle: 0, high: 0 }, ...points];
  const marks = ticks(Math.max(0, ...all.map((point) => point.high)));
  const top = marks[marks.length - 1] || 1;
  const last = Math.max(1, ...all.map((point) => point.days));
  const x = (days: number): number => round(area.left + ((area.right - area.left) * days) / last);
  const y = (value: number): number => round(area.bottom - ((area.bottom - area.top) * value) / top);
  const path = (of: readonly string[]): string => of.map((at, index) => `${index === 0 ? 'M' : 'L'}${at}`).join('');
  const high = all.map((point) => `${x(point.days)} ${y(point.high)}`);
  const low = all.map((point) => `${x(point.days)} ${y(point.low)}`).reverse();
  return {
    line: path(all.map((point) => `${x(point.days)} ${y(point.middle)}`)),
    area: `${path([...high, ...low])}Z`,
    points: all.map((point) => ({ x: x(point.days), y: y(point.middle) })),
    marks: marks.map((value) => ({ value, y: y(value) }))
  };
}

/** How strongly a share is shaded, in percent of the accent: from 6 for nothing to 46 for all, so that text stays readable. */
export function shade(share: number): number {
  return Math.round(6 + 40 * Math.min(1, Math.max(0, share)));
}
