import { modalities } from '../faults/meeting.ts';
import { RecordedCall } from '../faults/recorded-call.ts';
import { fresh } from '../support/fresh.ts';
import { processOf } from '../support/processes.ts';
import { udpSocketsOf } from '../support/udp-sockets.ts';
import { until } from '../support/until.ts';
import { percentile, type Bench } from './bench.ts';

const rounds = 40;

/** From sending a withdrawal to when the recorder has nothing left to hear with (RG4). */
export const withdrawal: Bench = {
  name: 'withdrawal',
  about: 'From withdrawing to a silent recorder and to the receipt, beside a beat to the same server.',
  run: async () => {
    const call = await RecordedCall.start();
    try {
      const samples = await measure(call);
      return [0.5, 0.99].flatMap((share) => {
        const against = { name: 'a beat', value: percentile(samples.beat, share) };
        const figure = (name: string, values: readonly number[]) => ({
          ...{ name: `${name}-p${share * 100}`, value: percentile(values, share), unit: 'ms', against },
        });
        return [figure('silent', samples.silent), figure('receipt', samples.receipt)];
      });
    } finally {
      await call.close();
    }
  },
};

async function measure(call: RecordedCall) {
  const recorder = await processOf(call.server, 'recorder');
  const samples = { silent: [] as number[], receipt: [] as number[], beat: [] as number[] };
  for (let round = 0; round < rounds; round++) {
    const { visitor, at } = call.meeting;
    samples.beat.push(await elapsed(visitor.party.ask('call:beat', { ...at, count: round })));
    const withdrawing = visitor.party.ask('consent:withdraw', { ...at, id: fresh.withdrawal() });
    const receipt = elapsed(withdrawing);
    samples.silent.push(await elapsed(until(async () => (await udpSocketsOf(recorder)) === 0)));
    samples.receipt.push(await receipt);
    await consentAgain(call);
  }
  return samples;
}

async function consentAgain({ meeting: { visitor, at, both } }: RecordedCall): Promise<void> {
  const request = fresh.request();
  for (const one of both) one.forget();
  await visitor.party.ask('consent:ask', { ...at, request });
  await visitor.party.consent(at, request, modalities);
  await Promise.all(both.map((one) => one.hearsRecording('on')));
}

async function elapsed(task: Promise<unknown>): Promise<number> {
  const start = performance.now();
  await task;
  return performance.now() - start;
}
