import type { Cast } from '../cast.ts'
import { type Client, newId } from '../client.ts'
import { clientAt, createGroup, type Stand } from '../history/stand.ts'
import type { Person } from '../people.ts'

/** A command that is about to be given, with everything that it needs in place. */
export interface Deed {
  /** Gives the command under a key; the same one when it is given again. */
  give(key: string): Promise<unknown>
  /** How many times it has happened, as the database says. */
  times(): Promise<number>
}

/** Makes ready for a command; called anew for every try, so that each has a place of its own. */
export type MakeDeed = (stage: Stage) => Promise<Deed>

/** Where commands are given: a stand with people who are not in the unit that they apply to. */
export class Stage {
  readonly stand: Stand
  readonly cast: Cast
  #applicants = 0

  constructor(stand: Stand) {
    this.stand = stand
    this.cast = stand.cast
  }

  as(person: Person): Client {
    return clientAt(this.stand, person, 0)
  }

  async count(sql: string, values: unknown[]): Promise<number> {
    const rows = await this.stand.database.query<{ n: string }>(`select count(*) as n from ${sql}`, values)
    return Number(rows[0]!.n)
  }

  /** A group of the teacher, the pupil, another pupil and a parent, with one message. */
  async group(): Promise<{ chatId: string; seq: number }> {
    const { pupil, secondPupil, parent, teacher } = this.cast
    const chatId = await createGroup(this.stand, 'Под ударом', [pupil, secondPupil, parent])
    const { message } = await this.as(teacher).call('messages.send', { chatId, key: newId(), text: 'Начало' })
    return { chatId, seq: message.seq }
  }

  /** Entries of a chat after a number; the log has to have no hole. */
  async entriesAfter(chatId: string, seq: number): Promise<number> {
    const rows = await this.stand.database.query<{ seq: number }>(
      `select seq from messenger.message where chat_id = $1 union all select seq from messenger.chat_event
       where chat_id = $1 order by seq`,
      [chatId],
    )
    const seqs = rows.map((row) => Number(row.seq))
    const hole = seqs.findIndex((each, i) => each !== i + 1)
    if (hole !== -1) throw new Error(`The log of ${chatId} has number ${seqs[hole]} at place ${hole + 1}`)
    return seqs.filter((each) => each > seq).length
  }

  /** A new class with a link into it, and somebody who has not applied there. */
  async place(): Promise<{ unitId: string; token: string; applicant: Person }> {
    const director = this.as(this.cast.director)
    const unitId = newId()
    await director.call('units.create', {
      id: unitId,
      communityId: this.cast.school.communityId,
      name: `К ${unitId.slice(-8)}`,
      grade: 5,
    })
    const { token } = await director.call('links.create', { id: newId(), unitId, role: 'pupil' })
    const { crowd } = this.stand
    this.#applicants += 1
    return { unitId, token, applicant: crowd[this.#applicants % crowd.length]! }
  }
}
