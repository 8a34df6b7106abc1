import { foundOrganisation, join } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { send, startChat } from '#testkit/messages.ts'
import { newPhone, type Person, signIn } from '#testkit/people.ts'
import type { Examples, Stage } from './examples.ts'

const said = () => ({ id: newId(), reason: 'bullying', words: 'Обзывается' }) as const
const ofSchool = ({ cast }: Stage) => ({ communityId: cast.school.communityId })

/** A message of a pupil in a chat with another one. */
async function spoken({ cast }: Stage) {
  const chatId = await startChat(cast)
  const { seq } = await send(cast.pupil, chatId, 'Сам дурак')
  return { chatId, seqs: [seq] }
}

async function reported(stage: Stage): Promise<string> {
  const report = said()
  await stage.cast.secondPupil.client.call('reports.messages', { ...report, ...(await spoken(stage)) })
  return report.id
}

async function asked(stage: Stage): Promise<string> {
  const id = await reported(stage)
  await stage.cast.director.client.call('reports.ask', { ...ofSchool(stage), id })
  return id
}

/** The second administrator of the school. */
async function colleague(stage: Stage): Promise<Person> {
  const { director, secondTeacher } = stage.cast
  await director.client.call('members.appoint', { ...ofSchool(stage), profileId: secondTeacher.profileId })
  return secondTeacher
}

/** A report in an organisation with one administrator, who has asked to open it. */
async function askedAlone({ world, cast }: Stage): Promise<string> {
  const school = await foundOrganisation(world, cast.operator, {
    type: 'school',
    name: 'Сельская школа',
    administrator: { surname: 'Одинцова', name: 'Вера' },
  })
  const { communityId, administrator, staffUnitId } = school
  const people: Person[] = []
  for (const surname of ['Первов', 'Второв']) {
    const person = await signIn(world, newPhone(), { surname, name: 'Лев' })
    await join(school, person, { unitId: staffUnitId, role: 'staff', position: 'Учитель' })
    people.push(person)
  }
  const [one, other] = people as [Person, Person]
  const { chat } = await one.client.call('chats.openDirect', { id: newId(), profileId: other.profileId })
  const { seq } = await send(one, chat.id, 'Не то слово')
  const report = said()
  await other.client.call('reports.messages', { ...report, chatId: chat.id, seqs: [seq] })
  await administrator.client.call('reports.ask', { communityId, id: report.id })
  return report.id
}

/** Valid calls of what people report, and of what administrators and operators do with it. */
export const reportExamples = {
  'reports.messages': async (stage) => ({
    by: stage.cast.secondPupil.client,
    input: { ...said(), ...(await spoken(stage)) },
  }),
  'reports.person': ({ cast }) => ({
    by: cast.secondPupil.client,
    input: { ...said(), communityId: cast.school.communityId, profileId: cast.pupil.profileId },
  }),
  'reports.own': ({ cast }) => ({ by: cast.secondPupil.client, input: {} }),
  'reports.list': async (stage) => {
    await reported(stage)
    return { by: stage.cast.director.client, input: { ...ofSchool(stage), decided: false } }
  },
  'reports.count': async (stage) => {
    await reported(stage)
    return { by: stage.cast.director.client, input: ofSchool(stage) }
  },
  'reports.ask': async (stage) => ({
    by: stage.cast.director.client,
    input: { ...ofSchool(stage), id: await reported(stage) },
  }),
  'reports.agree': async (stage) => {
    const { client } = await colleague(stage)
    return { by: client, input: { ...ofSchool(stage), id: await asked(stage) } }
  },
  'reports.read': async (stage) => {
    const input = { ...ofSchool(stage), id: await asked(stage) }
    await (await colleague(stage)).client.call('reports.agree', input)
    return { by: stage.cast.director.client, input }
  },
  'reports.decide': async (stage) => ({
    by: stage.cast.director.client,
    input: { ...ofSchool(stage), id: await reported(stage), outcome: 'measures', answer: 'Мы поговорили с классом' },
  }),
  'reportDesk.list': ({ cast }) => ({ by: cast.operator, input: {} }),
  'reportDesk.agree': async (stage) => ({ by: stage.cast.operator, input: { id: await askedAlone(stage) } }),
} satisfies Partial<Examples>
