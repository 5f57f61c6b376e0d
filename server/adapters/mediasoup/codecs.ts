import type { RouterRtpCodecCapability, RtpCapabilities, RtpCodecCapability } from 'mediasoup/types';

/** What parties may send: exactly what the recorder can write without transcoding (docs/decisions/0003-codecs.md). */
export const mediaCodecs: RouterRtpCodecCapability[] = [
  { kind: 'audio', mimeType: 'audio/opus', clockRate: 48_000, channels: 2 },
  { kind: 'video', mimeType: 'video/VP8', clockRate: 90_000 },
  { kind: 'video', mimeType: 'video/VP9', clockRate: 90_000, parameters: { 'profile-id': 0 } },
];

/**
 * What the recorder says it can receive. Without transport-cc, goog-remb and abs-send-time mediasoup's bandwidth prober has
 * nothing to send to a tap whose consumers are paused (RG1); over loopback there is nothing to retransmit either.
 */
export function recorderCapabilities({ codecs = [] }: RtpCapabilities): RtpCapabilities {
  return { codecs: codecs.filter(isMedia).map(withKeyFrameRequestsOnly), headerExtensions: [] };
}

function isMedia({ mimeType }: RtpCodecCapability): boolean {
  return !mimeType.toLowerCase().endsWith('/rtx');
}

function withKeyFrameRequestsOnly(codec: RtpCodecCapability): RtpCodecCapability {
  const rtcpFeedback = codec.kind === 'video' ? [{ type: 'nack', parameter: 'pli' }] : [];
  return { ...codec, rtcpFeedback };
}
