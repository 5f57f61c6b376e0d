import { css } from 'lit';

export const callStageStyles = css`
  .stage {
    position: relative;
    overflow: hidden;
    block-size: var(--stage-size, min(38dvh, 56cqi));
    min-block-size: var(--stage-least, 160px);
    background: var(--stage);
    color: var(--on-stage);
  }
  .stage.voice {
    block-size: var(--stage-size, 160px);
  }
  .other,
  .remote,
  .unseen {
    position: absolute;
    inset: 0;
  }
  .unseen {
    --face: 72px;
    display: grid;
    place-items: center;
  }
  .name {
    position: absolute;
    inset-block-end: 8px;
    inset-inline-start: 8px;
    display: flex;
    gap: 8px;
    padding: 2px 8px;
    border-radius: var(--radius);
    background: oklch(0.2 0.01 260 / 0.8);
    font-size: var(--size-14);
  }
  .name span {
    display: flex;
    gap: 4px;
    align-items: center;
  }
  .name svg {
    inline-size: 16px;
    block-size: 16px;
  }
  .own {
    --fit: cover;
    position: absolute;
    inset-block-start: 8px;
    inset-inline-end: 8px;
    overflow: hidden;
    inline-size: min(28%, 176px);
    aspect-ratio: 16 / 10;
    border: 1px solid oklch(1 0 0 / 0.5);
    border-radius: var(--radius);
    background: oklch(0.3 0.01 260);
  }
  .own.off {
    display: grid;
    place-items: center;
    padding: 4px;
    font-size: var(--size-12);
    line-height: 1.3;
    text-align: center;
  }
  .now {
    position: absolute;
    inset-block-start: 12px;
    inset-inline-start: 12px;
    max-inline-size: 62%;
    font-size: var(--size-14);
  }
  .blocked {
    position: absolute;
    inset: 0;
    display: grid;
    place-content: center;
    justify-items: center;
    gap: 8px;
    padding: 16px;
    background: oklch(0.2 0.01 260 / 0.85);
    text-align: center;
  }
  .controls {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    align-items: center;
    justify-content: center;
    padding: 8px 16px;
  }
  .time {
    min-inline-size: 5ch;
    color: var(--muted);
    font-size: var(--size-14);
  }
  .off {
    border-style: dashed;
  }
  .end {
    border-color: var(--danger);
    color: var(--danger);
    font-weight: 600;
  }
  .error {
    padding: 8px 16px 0;
    text-align: center;
  }
  .label {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
  @container (width > 720px) {
    .label {
      position: static;
      inline-size: auto;
      block-size: auto;
      clip-path: none;
    }
  }
`;
