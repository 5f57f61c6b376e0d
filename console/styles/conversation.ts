import { css } from 'lit';

export const conversationStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-inline-size: 0;
    min-block-size: 0;
    background: var(--paper);
    container-type: inline-size;
  }
  header {
    display: flex;
    flex: none;
    gap: 8px;
    align-items: center;
    min-block-size: 60px;
    padding: 8px 16px;
    border-block-end: 1px solid var(--line);
  }
  .who {
    flex: 1 1 0;
    min-inline-size: 0;
  }
  .who h2,
  .who p {
    overflow: hidden;
    line-height: 1.3;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .who h2 {
    font-weight: 600;
  }
  .back {
    display: none;
  }
  console-call {
    flex: 0 1 auto;
    min-block-size: 0;
    overflow-y: auto;
  }
  console-messages {
    flex: 1 0 112px;
  }
  .asking + console-messages {
    flex-basis: 0;
  }
  .asking {
    --stage-size: 88px;
    --stage-least: 88px;
  }
  .waiting {
    display: grid;
    place-content: center;
    justify-items: center;
    gap: 16px;
    flex: 1;
    padding: 24px;
    text-align: center;
  }
  .waiting blockquote {
    max-inline-size: 48ch;
    margin: 0;
    padding: 12px 16px;
    border: 1px solid var(--line);
    border-radius: var(--surface);
    background: var(--raised);
    overflow-wrap: anywhere;
  }
  .waiting .primary {
    min-block-size: 44px;
    padding-inline: 24px;
    font-size: var(--size-16);
  }
  .closed {
    padding: 16px;
    border-block-start: 1px solid var(--line);
    text-align: center;
    color: var(--muted);
  }
  .error {
    padding: 8px 16px;
  }
  .label {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
  .labelled {
    inline-size: 36px;
    padding: 0;
  }
  @container (width > 560px) {
    .call-button {
      inline-size: auto;
      padding: 4px 12px;
    }
    .call-button .label {
      position: static;
      inline-size: auto;
      block-size: auto;
      clip-path: none;
    }
  }
  @container (width < 480px) {
    header {
      gap: 4px;
      padding-inline: 8px;
    }
    header .face {
      display: none;
    }
    console-messages {
      flex-basis: 72px;
    }
    console-call {
      --stage-least: 120px;
    }
  }
  @media (width < 900px) {
    .back {
      display: inline-flex;
    }
  }
`;
