import { customElement } from 'lit/decorators.js';
import { createVisitorClient } from './core/visitor-client.ts';
import { browserHost } from './host.ts';
import type { JawortChat as Described } from './npm/widget.d.ts';
import { ChatElement, type Visiting } from './views/chat-element.ts';

/**
 * The chat of a site: `<jawort-chat site="…" server="https://…">`.
 * @cssprop --jawort-accent - The accent, unless the attribute `accent` gives it; its lightness is corrected for contrast.
 * @cssprop --jawort-color-scheme - `light`, `dark`, or both, which is what the person's system says.
 */
@customElement('jawort-chat')
export class JawortChat extends ChatElement implements Described {
  protected override visit(): Visiting {
    const host = browserHost(this.server || this.ownerDocument.location.origin);
    return { client: createVisitorClient(host, this.site), devices: host.devices };
  }
}
