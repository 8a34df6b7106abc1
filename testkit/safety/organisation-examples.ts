import { pictureOf } from '#testkit/pictures.ts'
import { upload } from '#testkit/uploads.ts'
import { doubleExamples } from './double-examples.ts'
import type { Examples } from './examples.ts'

/** What a school says of itself. */
export const ABOUT_SCHOOL = {
  name: 'Школа № 1234',
  shortName: 'Школа № 1234',
  region: 'Калужская область',
  municipality: 'Калуга',
  address: 'ул. Ленина, 14',
  inn: '7707083893',
  kpp: '773601001',
  head: 'Климова Наталья Олеговна, директор',
  phone: '+7 (4842) 55-14-14, доб. 2',
  email: 'school1234@example.test',
  site: 'school1234.example.test',
  description: 'Школа у реки.',
} as const

/** Valid calls of the operations of an organisation's information. */
export const organisationExamples = {
  ...doubleExamples,
  'organisation.get': ({ cast }) => ({ by: cast.pupil.client, input: { communityId: cast.school.communityId } }),
  'organisation.set': async ({ cast }) => {
    const { communityId } = cast.school
    const { version } = await cast.director.client.call('organisation.get', { communityId })
    return { by: cast.director.client, input: { communityId, version, ...ABOUT_SCHOOL } }
  },
  'organisation.setLogo': async ({ cast }) => ({
    by: cast.director.client,
    input: {
      communityId: cast.school.communityId,
      fileId: await upload(cast.director.client, await pictureOf(200, 200)),
    },
  }),
  'organisation.removeLogo': async ({ cast }) => {
    const { communityId } = cast.school
    const fileId = await upload(cast.director.client, await pictureOf(200, 200))
    await cast.director.client.call('organisation.setLogo', { communityId, fileId })
    return { by: cast.director.client, input: { communityId } }
  },
  'delegation.get': ({ cast }) => ({ by: cast.director.client, input: { communityId: cast.school.communityId } }),
  'delegation.set': ({ cast }) => ({
    by: cast.director.client,
    input: { communityId: cast.school.communityId, leads: true },
  }),
  'queueDigest.get': ({ cast }) => ({ by: cast.director.client, input: { communityId: cast.school.communityId } }),
  'queueDigest.set': ({ cast }) => ({
    by: cast.director.client,
    input: { communityId: cast.school.communityId, letters: true },
  }),
  'tasks.list': ({ cast }) => ({ by: cast.teacher.client, input: { communityId: cast.school.communityId } }),
  'tasks.fold': ({ cast }) => ({
    by: cast.teacher.client,
    input: { communityId: cast.school.communityId, folded: true },
  }),
  'members.appoint': ({ cast }) => ({
    by: cast.director.client,
    input: { communityId: cast.school.communityId, profileId: cast.secondTeacher.profileId },
  }),
  'members.dismiss': async ({ cast }) => {
    const input = { communityId: cast.school.communityId, profileId: cast.secondTeacher.profileId }
    await cast.director.client.call('members.appoint', input)
    return { by: cast.director.client, input }
  },
  'members.changeRole': ({ cast }) => ({
    by: cast.director.client,
    input: {
      communityId: cast.school.communityId,
      profileId: cast.secondPupil.profileId,
      from: { role: 'pupil', unitId: cast.classId },
      to: { role: 'pupil', unitId: cast.otherClassId },
    },
  }),
} satisfies Partial<Examples>
