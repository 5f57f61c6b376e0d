/** Set-up cannot go on: the message says why and which command to type, and is shown without a stack. */
export class SetupStop extends Error {
  override readonly name = 'SetupStop';
}
