import { css } from 'lit';

export const workspaceStyles = css`
  :host {
    position: relative;
    display: grid;
    grid-template-columns: 320px minmax(0, 1fr) auto;
    block-size: 100%;
    min-block-size: 0;
  }
  nav {
    overflow-y: auto;
    border-inline-end: 1px solid var(--line);
    background: var(--quiet);
  }
  main {
    display: flex;
    flex-direction: column;
    min-inline-size: 0;
    min-block-size: 0;
  }
  console-conversation {
    flex: 1;
    min-block-size: 0;
  }
  .ringing {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 16px;
    align-items: center;
    justify-content: space-between;
    padding: 4px 16px;
    border-block-end: 1px solid var(--line);
    background: var(--tint);
    font-weight: 600;
  }
  aside {
    position: relative;
    inline-size: 320px;
    overflow-y: auto;
    border-inline-start: 1px solid var(--line);
    background: var(--quiet);
  }
  .close {
    position: absolute;
    inset-block-start: 8px;
    inset-inline-end: 8px;
  }
  .empty .button {
    margin-block-start: 8px;
  }
  @media (width < 1180px) {
    aside {
      position: absolute;
      inset-block: 0;
      inset-inline-end: 0;
      z-index: 1;
      max-inline-size: 100%;
      box-shadow: var(--shadow);
    }
  }
  @media (width < 900px) {
    :host {
      grid-template-columns: minmax(0, 1fr);
    }
    aside {
      inline-size: 100%;
      border: 0;
      box-shadow: none;
    }
    :host([talking]) nav,
    :host(:not([talking])) main {
      display: none;
    }
    nav {
      border: 0;
    }
  }
`;
