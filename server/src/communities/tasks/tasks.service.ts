import { STAFF_TASKS, type StaffTask, type StaffTasks } from '#contract/communities/tasks.ts'
import type { ErrorsOf, InputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import { ageOn, dayIn, type Identity } from '../../identity/index.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import type { ActivityHook } from '../home/home.service.ts'
import { keepsInTouch } from '../home/in-touch.ts'
import * as store from './tasks.store.ts'

/** From this age on pupils are invited without their parents. */
const INVITED_AGE = 14

type TaskFail = Fail<ErrorsOf<Operations['tasks.list']>>

interface Parts {
  clock: Platform['clock']
  identity: Pick<Identity, 'people' | 'firstSteps'>
  activity: readonly ActivityHook[]
}

/** The tasks of the staff (ORG-08): whatever is done of them follows from rows that exist, and nobody ticks anything. */
export function createTasks({ clock, identity, activity }: Parts) {
  /** For the staff, and for whoever has applied to be; to strangers the community does not exist. */
  const access = async (reader: Reader, viewerId: string, communityId: string, fail: TaskFail) => {
    const facts = await store.readTaskFacts(reader, { communityId, profileId: viewerId })
    if (facts === null || (!facts.is_member && !facts.has_applied)) return fail('community.unknown')
    if (!facts.is_staff && !facts.has_applied) fail('tasks.ofStaffOnly', { changedBy: 'administrator' })
    return facts
  }

  /** Who is in the groups that somebody has made in a community. */
  const readCompany = async (reader: Reader, profileId: string, communityId: string, timeZone: string) => {
    const ids: string[] = []
    for (const hook of activity) ids.push(...(await hook.companionsOf(reader, { profileId, communityId })))
    const { pupilIds, hasParents } = await store.pupilsAndParentsAmong(reader, communityId, ids)
    const today = dayIn(timeZone, clock.now())
    const pupils = [...(await identity.people(reader, pupilIds)).values()]
    return {
      chats: ids.length > 0,
      pupils: pupils.some(({ birthDate }) => ageOn(birthDate, today) >= INVITED_AGE),
      parents: hasParents,
    }
  }

  return {
    async list(reader: Reader, viewerId: string, communityId: string, fail: TaskFail): Promise<StaffTasks> {
      const facts = await access(reader, viewerId, communityId, fail)
      const { installed, learning } = await identity.firstSteps(reader, viewerId)
      const company = await readCompany(reader, viewerId, communityId, facts.time_zone)
      const done: Readonly<Record<StaffTask, boolean>> = {
        app: installed,
        profile: learning,
        verification: facts.has_begun || facts.is_staff,
        // Whom an administrator has made one of the staff without a link needs none.
        link: facts.came_by_link || facts.is_staff,
        confirmation: facts.is_staff,
        ...company,
        communication: await keepsInTouch(reader, activity, { communityId, who: [viewerId], now: clock.now() }),
      }
      // An applicant is not told who belongs to the community.
      const needless = { pupils: facts.is_staff && !facts.has_pupils, parents: facts.is_staff && !facts.has_parents }
      return {
        tasks: STAFF_TASKS.map((task) => ({
          task,
          done: done[task],
          needless: !done[task] && task in needless && needless[task as keyof typeof needless],
        })),
        folded: facts.folded,
      }
    },

    async fold(
      tx: Tx,
      viewerId: string,
      { communityId, folded }: InputOf<Operations['tasks.fold']>,
      fail: TaskFail,
    ): Promise<Record<string, never>> {
      await access(tx, viewerId, communityId, fail)
      await store.writeFold(tx, { communityId, profileId: viewerId, folded, now: clock.now() })
      return {}
    },
  }
}

export type TasksService = ReturnType<typeof createTasks>
