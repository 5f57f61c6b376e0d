import * as v from 'valibot';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const id = () => v.pipe(v.string(), v.regex(uuid, 'must be a lower-case UUID'));

/** A conversation between one visitor and staff. UUID v7, made by the visitor's client. */
export const ConversationId = v.pipe(id(), v.brand('ConversationId'));
export type ConversationId = v.InferOutput<typeof ConversationId>;

/** The pseudonym of a person within one conversation; all that the evidence ever says about who somebody is. */
export const ParticipantId = v.pipe(id(), v.brand('ParticipantId'));
export type ParticipantId = v.InferOutput<typeof ParticipantId>;

/** A message, made by its author's client, so that a retry is recognised. */
export const MessageId = v.pipe(id(), v.brand('MessageId'));
export type MessageId = v.InferOutput<typeof MessageId>;

/** A call within a conversation, made by the caller's client. */
export const CallId = v.pipe(id(), v.brand('CallId'));
export type CallId = v.InferOutput<typeof CallId>;

/** One asking of all parties of a call for their consent. */
export const RequestId = v.pipe(id(), v.brand('RequestId'));
export type RequestId = v.InferOutput<typeof RequestId>;

/** A withdrawal, made by the withdrawing client, so that it may be repeated until its receipt arrives. */
export const WithdrawalId = v.pipe(id(), v.brand('WithdrawalId'));
export type WithdrawalId = v.InferOutput<typeof WithdrawalId>;

/** One stretch of open recording gate. */
export const SegmentId = v.pipe(id(), v.brand('SegmentId'));
export type SegmentId = v.InferOutput<typeof SegmentId>;

/** One microphone, camera or screen that a party sends into a call: mediasoup's producer id. */
export const MediaId = v.pipe(id(), v.brand('MediaId'));
export type MediaId = v.InferOutput<typeof MediaId>;

/** A member of staff, across conversations; never in the evidence. */
export const AgentId = v.pipe(id(), v.brand('AgentId'));
export type AgentId = v.InferOutput<typeof AgentId>;

/** A website that embeds the widget, as named in `data-site`. */
export const SiteId = v.pipe(
  v.string(),
  v.regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'must be lower-case letters, digits and hyphens'),
  v.brand('SiteId'),
);
export type SiteId = v.InferOutput<typeof SiteId>;
