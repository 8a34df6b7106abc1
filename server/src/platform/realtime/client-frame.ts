import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { closed, Id, Seq } from '#contract/kit/scalars.ts'
import type { ClientFrame } from '#contract/kit/socket.ts'
import { WATCHED_CHATS_MAX } from '#contract/messenger/messenger.limits.ts'

const Frame = Type.Union([
  closed({
    t: Type.Literal('hello'),
    v: Type.Integer(),
    profile: Seq,
    communities: Type.Record(Type.String(), Seq),
    chats: Type.Record(Type.String(), Seq),
    open: Type.Array(Id, { maxItems: WATCHED_CHATS_MAX }),
  }),
  closed({
    t: Type.Literal('call'),
    n: Type.Integer(),
    op: Type.String({ maxLength: 100 }),
    key: Type.Optional(Type.String({ maxLength: 100 })),
    input: Type.Unknown(),
  }),
  closed({ t: Type.Literal('ping') }),
])
const validator = Compile(Frame)

/** A frame that the contract knows, or null. */
export function readClientFrame(value: unknown): ClientFrame | null {
  return validator.Check(value) ? (value as ClientFrame) : null
}
