/** The browser holds sound back until somebody presses something. */
export class PlaybackBlocked extends Event {
  static readonly type = 'playback-blocked';

  constructor() {
    super(PlaybackBlocked.type, { bubbles: true, composed: true });
  }
}
