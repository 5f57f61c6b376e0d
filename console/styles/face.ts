import { css } from 'lit';

/** People are the colour: a hue of their own, the same each time they come. */
export const faceStyles = css`
  .face {
    --hue: 250;
    display: inline-grid;
    place-items: center;
    flex: none;
    inline-size: var(--face, 40px);
    block-size: var(--face, 40px);
    border-radius: 50%;
    background: light-dark(oklch(0.91 0.045 var(--hue)), oklch(0.36 0.06 var(--hue)));
    color: light-dark(oklch(0.36 0.09 var(--hue)), oklch(0.92 0.04 var(--hue)));
    font-size: calc(var(--face, 40px) * 0.36);
    font-weight: 600;
    letter-spacing: 0.02em;
  }
  .face:not([data-hue]) {
    background: var(--line);
    color: var(--ink);
  }
  .face[data-hue='1'] {
    --hue: 155;
  }
  .face[data-hue='2'] {
    --hue: 300;
  }
  .face[data-hue='3'] {
    --hue: 75;
  }
  .face[data-hue='4'] {
    --hue: 200;
  }
  .face[data-hue='5'] {
    --hue: 345;
  }
  @media (forced-colors: active) {
    .face {
      border: 1px solid CanvasText;
    }
  }
`;
