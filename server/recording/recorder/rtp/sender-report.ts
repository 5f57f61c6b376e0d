import { u16, u32, u8 } from './bytes.ts';

const senderReportType = 200;
const senderReportLength = 28;

/** The part of an RTCP sender report that ties a media clock to the sender's wall clock (RFC 3550 §6.4.1). */
export type SenderReport = {
  readonly ssrc: number;
  /** Milliseconds of the sender's NTP clock. */
  readonly wallClock: number;
  readonly timestamp: number;
};

/** All sender reports of a compound RTCP datagram; what follows a malformed part is ignored. */
export function parseSenderReports(bytes: Uint8Array): readonly SenderReport[] {
  const reports: SenderReport[] = [];
  for (let at = 0; at + 4 <= bytes.length; at += 4 + 4 * u16(bytes, at + 2)) {
    if (isSenderReport(bytes, at)) reports.push(readReport(bytes, at));
  }
  return reports;
}

function isSenderReport(bytes: Uint8Array, at: number): boolean {
  return u8(bytes, at + 1) === senderReportType && at + senderReportLength <= bytes.length;
}

function readReport(bytes: Uint8Array, at: number): SenderReport {
  return {
    ssrc: u32(bytes, at + 4),
    wallClock: u32(bytes, at + 8) * 1000 + (u32(bytes, at + 12) * 1000) / 2 ** 32,
    timestamp: u32(bytes, at + 16),
  };
}
