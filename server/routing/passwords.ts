import { hash, verify, type Options } from '@node-rs/argon2';

// Argon2id with what OWASP asks for at least: 19 MiB, two passes, one lane.
const options: Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** A PHC string of a password. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, options);
}

/** Whether a password is the one of a PHC string. */
export function isPassword(password: string, passwordHash: string): Promise<boolean> {
  return verify(passwordHash, password);
}
