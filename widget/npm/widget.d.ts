/** The chat of a site: `<jawort-chat site="…" server="https://…">`. Importing `@jawort/widget` defines it. */
export declare class JawortChat extends HTMLElement {
  /** The site's id, as the server knows it. */
  site: string;
  /** The server's origin; empty where that is the page's own. */
  server: string;
  /** Any CSS colour; its lightness is corrected for contrast. */
  accent: string;
  /** What the launcher says instead of "Open chat". */
  label: string;
  /** Whether the panel is open. Nothing is connected, asked or stored before it is for the first time. */
  open: boolean;
}

declare global {
  interface HTMLElementTagNameMap {
    'jawort-chat': JawortChat;
  }
}
