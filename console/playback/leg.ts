/** One party's file as playback moves it: the part of an `HTMLMediaElement` that it needs. */
export interface Leg {
  currentTime: number;
  playbackRate: number;
  readonly duration: number;
  readonly paused: boolean;
  readonly seeking: boolean;
  readonly readyState: number;
  play(): Promise<void>;
  pause(): void;
}
