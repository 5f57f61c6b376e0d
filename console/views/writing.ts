/** The element that has the keyboard, through all shadow roots. */
function activeElement(): Element | null {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active;
}

function isField(element: Element | null): element is HTMLElement {
  return element instanceof HTMLElement && element.matches('textarea, input:not([type=checkbox]), select');
}

/** Whether somebody has the keyboard in a field. */
export function isWriting(): boolean {
  return isField(activeElement());
}

/** Takes the keyboard out of a field; whether there was one. */
export function leaveField(): boolean {
  const active = activeElement();
  if (!isField(active)) return false;
  active.blur();
  return true;
}
