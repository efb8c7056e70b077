import { BASE } from './base.js'
import { CARDS } from './cards.js'
import { FRAME } from './frame.js'
import { INSPECTOR } from './inspector.js'
import { SHEETS } from './sheets.js'
import { TOKENS } from './tokens.js'

export const STYLES: string = [TOKENS, BASE, FRAME, CARDS, SHEETS, INSPECTOR].join('\n')
