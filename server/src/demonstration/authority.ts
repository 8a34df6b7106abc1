import type { Role } from '#contract/communities/types.ts'
import type { Actor } from './actors.ts'
import type { Parts } from './requests.ts'

export const AUTHORITY_NAME = 'Управление образования города Калуги'

const POST = 'Коллеги, до пятницы пришлите списки участников городской олимпиады. Вопросы — в отдел общего образования.'

/** The education authority: departments with a part of one, a specialist who leads one, and somebody of a school as an outsider. */
export async function furnishAuthority(
  { app, say }: Parts,
  actors: ReadonlyMap<string, Actor>,
  communityId: string,
): Promise<void> {
  const head = actors.get('authorityHead')!
  const unit = async (name: string, parentId?: string) => {
    const input = { id: app.platform.newId(), communityId, name, ...(parentId === undefined ? {} : { parentId }) }
    return (await head.call('units.create', input)).id
  }
  const general = await unit('Отдел общего образования')
  await unit('Сектор дошкольного образования', general)
  await unit('Отдел мониторинга')
  const join = async (key: string, role: Role, position: string) => {
    const { token } = await head.call('links.create', { id: app.platform.newId(), unitId: general, role })
    const id = app.platform.newId()
    await actors.get(key)!.call('applications.submit', { id, token, ...(position === '' ? {} : { position }) })
    return id
  }
  const ids = [await join('authoritySpecialist', 'lead', 'Главный специалист'), await join('deputy', 'external', '')]
  await head.call('applications.decide', { communityId, ids, decision: 'approve' })
  // One that waits, so that the queue of the authority is not empty.
  await join('upbringing', 'external', '')
  const { channels } = await head.call('channels.list', { communityId })
  for (const { chat } of channels) await head.call('channels.post', { chatId: chat.id, text: POST })
  say('Управление образования: отделы, сотрудники и внешние участники.')
}
