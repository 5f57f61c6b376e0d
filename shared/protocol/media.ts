import * as v from 'valibot';
import { MediaId, ParticipantId } from '../domain/ids.ts';
import { MediaSource } from '../domain/records.ts';

/** WebRTC parameters as mediasoup defines and checks them; bounded by the frame's size. */
const parameters = v.record(v.string(), v.unknown());

export const TransportId = v.pipe(v.string(), v.uuid(), v.brand('TransportId'));
export type TransportId = v.InferOutput<typeof TransportId>;
export const ConsumerId = v.pipe(v.string(), v.uuid(), v.brand('ConsumerId'));
export type ConsumerId = v.InferOutput<typeof ConsumerId>;

export const IceServer = v.strictObject({
  urls: v.array(v.string()),
  username: v.optional(v.string()),
  credential: v.optional(v.string()),
});
export type IceServer = v.InferOutput<typeof IceServer>;

export const TransportOptions = v.strictObject({
  id: TransportId,
  iceParameters: parameters,
  iceCandidates: v.array(parameters),
  dtlsParameters: parameters,
});
export type TransportOptions = v.InferOutput<typeof TransportOptions>;

/** Somebody's microphone, camera or screen in the call. */
export const RemoteMedia = v.strictObject({
  media: MediaId,
  party: ParticipantId,
  source: MediaSource,
  paused: v.boolean(),
});
export type RemoteMedia = v.InferOutput<typeof RemoteMedia>;

/** What joining a call gives: everything to send and receive with. */
export const CallJoined = v.strictObject({
  rtpCapabilities: parameters,
  iceServers: v.array(IceServer),
  send: TransportOptions,
  receive: TransportOptions,
  media: v.array(RemoteMedia),
});
export type CallJoined = v.InferOutput<typeof CallJoined>;

export const ConsumerOptions = v.strictObject({
  id: ConsumerId,
  media: MediaId,
  kind: v.picklist(['audio', 'video']),
  rtpParameters: parameters,
});
export type ConsumerOptions = v.InferOutput<typeof ConsumerOptions>;

export const MediaParameters = parameters;
export type MediaParameters = v.InferOutput<typeof MediaParameters>;
