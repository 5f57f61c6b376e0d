import type { FakeMedia, Rgb } from './known-media.ts';

type Portrait = {
  readonly wall: Rgb;
  readonly skin: Rgb;
  readonly hair: Rgb;
  readonly clothes: Rgb;
  readonly hertz: number;
};

/** Two people as a camera might see them, drawn from ellipses: for pictures that show the product, not test colours. */
export const portraits: Readonly<Record<'visitor' | 'agent', FakeMedia>> = {
  visitor: portrait({
    wall: [196, 205, 201],
    skin: [141, 95, 68],
    hair: [38, 30, 28],
    clothes: [176, 92, 64],
    hertz: 440,
  }),
  agent: portrait({
    wall: [222, 214, 202],
    skin: [224, 178, 150],
    hair: [92, 58, 40],
    clothes: [46, 82, 104],
    hertz: 1100,
  }),
};

function portrait({ wall, skin, hair, clothes, hertz }: Portrait): FakeMedia {
  const paint = (x: number, y: number): Rgb => {
    if (isIn(x, y, { x: 0.5, y: 0.44, width: 0.13, height: 0.2 })) return y < 0.3 ? hair : skin;
    if (isIn(x, y, { x: 0.5, y: 0.4, width: 0.165, height: 0.26 }) && y < 0.56) return hair;
    if (isIn(x, y, { x: 0.5, y: 0.68, width: 0.06, height: 0.14 })) return shade(skin, 0.88);
    if (isIn(x, y, { x: 0.5, y: 1.05, width: 0.34, height: 0.33 })) return clothes;
    return shade(wall, 1.04 - 0.22 * y);
  };
  return { paint, hertz };
}

type Ellipse = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

function isIn(x: number, y: number, ellipse: Ellipse): boolean {
  return ((x - ellipse.x) / ellipse.width) ** 2 + ((y - ellipse.y) / ellipse.height) ** 2 < 1;
}

function shade([red, green, blue]: Rgb, by: number): Rgb {
  return [red * by, green * by, blue * by].map((value) => Math.min(235, value)) as unknown as Rgb;
}
