import { css } from 'lit';

export const callAreaStyles = css`
  jawort-recording-bar {
    flex: none;
  }
  jawort-call-view {
    flex: none;
    block-size: 240px;
  }
  :host([fills]) jawort-call-view {
    flex: 1;
    block-size: auto;
    min-block-size: 0;
  }
  :host([fills]) jawort-call-view.small {
    flex: none;
    block-size: 96px;
  }
  @media (max-width: 479px) {
    :host([fills]) jawort-call-view.small {
      block-size: 56px;
    }
  }
  jawort-device-check,
  jawort-consent-dialog {
    flex: 1;
    min-block-size: 0;
  }
  .invitation {
    display: grid;
    gap: 12px;
    padding: 16px;
    border-block-end: 1px solid var(--line);
    background: var(--quiet);
  }
  .invitation.row {
    grid-template-columns: 1fr auto;
    align-items: center;
  }
  .caller {
    display: flex;
    align-items: center;
    gap: 12px;
    font-weight: 600;
  }
  .choices {
    display: grid;
    gap: 8px;
  }
  .trouble {
    display: flex;
    align-items: center;
    gap: 8px;
    padding: 4px 16px;
    border-block-end: 1px solid var(--line);
    color: var(--danger);
    font-size: 14px;
  }
  .trouble p {
    flex: 1;
  }
  @media (prefers-reduced-motion: no-preference) {
    .ringing {
      animation: pulse 1.2s ease-in-out infinite alternate;
    }
    @keyframes pulse {
      to {
        opacity: 0.55;
      }
    }
  }
`;
