import { css } from 'lit';

export const deviceCheckStyles = css`
  :host {
    display: block;
    overflow-y: auto;
  }
  section {
    display: flex;
    flex-direction: column;
    gap: 16px;
    min-block-size: 100%;
    padding: 16px;
  }
  h2:focus {
    outline: none;
  }
  .picture {
    display: grid;
    place-items: center;
    aspect-ratio: 4 / 3;
    overflow: clip;
    border: 1px solid var(--line);
    border-radius: 12px;
    background: var(--quiet);
    color: var(--soft);
  }
  video {
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
    transform: scaleX(-1);
  }
  .level {
    display: grid;
    gap: 4px;
    font-size: 14px;
  }
  meter {
    inline-size: 100%;
    block-size: 12px;
    border: 1px solid var(--edge);
    border-radius: 6px;
    background: var(--paper);
  }
  meter::-webkit-meter-bar {
    block-size: 100%;
    border: 0;
    border-radius: 6px;
    background: none;
  }
  meter::-webkit-meter-optimum-value {
    border-radius: 6px;
    background: var(--accent);
  }
  meter::-moz-meter-bar {
    border-radius: 6px;
    background: var(--accent);
  }
  .problem {
    padding-inline-start: 12px;
    border-inline-start: 3px solid var(--danger);
  }
  .ways {
    display: grid;
    gap: 8px;
    margin-block-start: auto;
  }
`;
