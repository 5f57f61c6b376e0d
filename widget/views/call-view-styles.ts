import { css } from 'lit';

export const callViewStyles = css`
  :host {
    display: block;
  }
  section {
    display: flex;
    flex-direction: column;
    block-size: 100%;
    border-block-end: 1px solid var(--line);
  }
  .stage {
    position: relative;
    display: grid;
    flex: 1;
    place-content: center;
    justify-items: center;
    gap: 8px;
    min-block-size: 0;
    overflow: clip;
    padding: 8px 16px;
    background: var(--quiet);
    text-align: center;
  }
  .stage > video {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
  }
  .stage > video.screen {
    object-fit: contain;
  }
  .stage > video.own {
    inset: auto;
    inset-block-end: 8px;
    inset-inline-end: 8px;
    inline-size: 88px;
    block-size: 66px;
    border: 1px solid var(--line);
    border-radius: 6px;
    background: var(--paper);
    transform: scaleX(-1);
  }
  .avatar {
    inline-size: 72px;
    block-size: 72px;
    font-size: 25px;
  }
  .message {
    position: relative;
    font-size: 14px;
  }
  video ~ .message:not(:empty) {
    padding: 4px 12px;
    border-radius: 6px;
    background: var(--paper);
  }
  .message:empty {
    display: none;
  }
  .name {
    font-size: 14px;
  }
  .hear {
    position: relative;
    font-weight: 600;
  }
  .problem {
    padding: 8px 16px;
    border-block-start: 1px solid var(--line);
    color: var(--danger);
    font-size: 14px;
  }
  .controls {
    display: grid;
    flex: none;
    grid-template-columns: repeat(4, 1fr);
    gap: 4px;
    padding: 4px 8px;
    border-block-start: 1px solid var(--line);
  }
  .control {
    flex-direction: column;
    gap: 0;
    padding: 4px 0;
    border-color: transparent;
    background: none;
    font-size: 12px;
    line-height: 16px;
    white-space: nowrap;
  }
  .control:hover {
    background: var(--quiet);
  }
  :host(.small) section {
    flex-direction: row;
  }
  :host(.small) .controls {
    grid-template-columns: 44px 44px;
    align-content: center;
    padding: 4px;
    border-block-start: 0;
    border-inline-start: 1px solid var(--line);
  }
  @media (max-width: 479px) {
    :host(.small) .controls {
      grid-template-columns: repeat(4, 44px);
    }
    :host(.small) .stage > video.own {
      display: none;
    }
  }
  :host(.small) .control span {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
  :host(.small) .stage > video.own {
    inline-size: 64px;
    block-size: 48px;
  }
  .control.off {
    background: var(--own);
  }
  .control.leave {
    color: var(--danger);
    font-weight: 600;
  }
`;
