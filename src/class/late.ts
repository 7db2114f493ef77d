import type { LatePolicy } from './model.ts'

const day = 86_400_000

/** Days begun since the closing date; 0 in time and where nothing closes. */
export const daysLate = (at: number, closes: number | null): number =>
  closes === null || at <= closes ? 0 : Math.ceil((at - closes) / day)

/** What part of its points late work keeps, 0 to 1. Without a policy closed is closed. */
export function keptAfter(days: number, policy: LatePolicy | undefined): number {
  if (days === 0) return 1
  if (policy === undefined || days > policy.days) return 0
  return Math.max(0, 1 - (policy.perDay / 100) * days)
}
