import { median } from '../numbers.js'
import type { Contender } from './contenders.js'

/**
 * Each contender's rate against the floor's of the same round, so that a bad moment of the machine is nobody's alone.
 *
 * @param rates of each contender, by round
 * @returns the median of the rounds, for each and for ours
 */
export function ratios(
  contenders: readonly Contender[],
  rates: readonly (readonly number[])[],
  floor: Contender,
  ours: Contender,
): { toFloor: number[]; ours: number } {
  const floorRates = rates[contenders.indexOf(floor)] ?? []
  const toFloor = rates.map(own => median(own.map((rate, round) => rate / (floorRates[round] as number))))
  return { toFloor, ours: toFloor[contenders.indexOf(ours)] as number }
}
