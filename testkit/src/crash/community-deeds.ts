import { newId } from '../client.ts'
import type { MakeDeed } from './deeds.ts'

export const communityDeeds: Readonly<Record<string, MakeDeed>> = {
  async 'units.create'(stage) {
    const id = newId()
    const input = { id, communityId: stage.cast.school.communityId, name: `К ${id.slice(-8)}`, grade: 7 }
    return {
      give: (key) => stage.as(stage.cast.director).call('units.create', input, { key }),
      times: () => stage.count('communities.unit where name = $1', [input.name]),
    }
  },
  async 'links.create'(stage) {
    const { unitId } = await stage.place()
    const input = { id: newId(), unitId, role: 'lead' as const }
    return {
      give: (key) => stage.as(stage.cast.director).call('links.create', input, { key }),
      times: () => stage.count(`communities.invite_link where unit_id = $1 and role = 'lead'`, [unitId]),
    }
  },
  async 'applications.submit'(stage) {
    const { unitId, token, applicant } = await stage.place()
    const input = { id: newId(), token }
    return {
      give: (key) => stage.as(applicant).call('applications.submit', input, { key }),
      times: () => stage.count('communities.application where unit_id = $1', [unitId]),
    }
  },
  async 'applications.decide'(stage) {
    const { unitId, token, applicant } = await stage.place()
    const id = newId()
    await stage.as(applicant).call('applications.submit', { id, token })
    const { communityId } = stage.cast.school
    const input = { communityId, ids: [id], decision: 'approve' as const }
    return {
      give: async (key) => {
        const { decided } = await stage.as(stage.cast.director).call('applications.decide', input, { key })
        if (decided.length !== 1) throw new Error('The repeat of a decision does not answer what was decided')
      },
      // Approved, and the place taken: both or nothing.
      times: async () => {
        const approved = await stage.count(`communities.application where id = $1 and state = 'approved'`, [id])
        const places = await stage.count('communities.member_role where unit_id = $1', [unitId])
        return (approved + places) / 2
      },
    }
  },
}
