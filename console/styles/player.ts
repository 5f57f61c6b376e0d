import { css } from 'lit';

export const playerStyles = css`
  .legs {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(280px, 100%), 1fr));
    gap: 8px;
  }
  figure {
    position: relative;
    overflow: hidden;
    aspect-ratio: 16 / 10;
    border-radius: var(--surface);
    background: var(--stage);
    color: var(--on-stage);
  }
  video {
    inline-size: 100%;
    block-size: 100%;
    object-fit: contain;
  }
  figcaption {
    position: absolute;
    inset-block-end: 8px;
    inset-inline-start: 8px;
    padding: 2px 8px;
    border-radius: var(--radius);
    background: oklch(0.2 0.01 260 / 0.8);
    font-size: var(--size-14);
  }
  .cover {
    --face: 64px;
    position: absolute;
    inset: 0;
    display: grid;
    place-content: center;
    justify-items: center;
    gap: 8px;
    padding: 16px;
    background: var(--stage);
    font-size: var(--size-14);
    text-align: center;
  }
  .transport {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    align-items: center;
    padding-block: 12px 4px;
  }
  .play {
    min-inline-size: 128px;
  }
  input {
    flex: 1 1 160px;
    min-inline-size: 120px;
    block-size: 28px;
    margin: 0;
    accent-color: var(--accent);
  }
  .time {
    min-inline-size: 14ch;
    font-size: var(--size-14);
    text-align: end;
  }
  select {
    min-block-size: 36px;
    padding-inline: 8px;
    border: 1px solid var(--edge);
    border-radius: var(--radius);
    background: var(--raised);
    font-size: var(--size-14);
  }
  @media (hover: none) {
    .keys {
      display: none;
    }
  }
`;
