import type { VideoFormat } from './video-format.ts';
import { vp8 } from './vp8.ts';
import { vp9 } from './vp9.ts';

export type VideoCodec = 'vp8' | 'vp9';

export const videoFormats: Readonly<Record<VideoCodec, VideoFormat>> = { vp8, vp9 };
