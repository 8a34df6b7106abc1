import assert from 'node:assert/strict'
import type { InputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import { type Client, newId } from '#testkit/client.ts'
import { browse, createOutsideSystem } from '#testkit/oidc-client.ts'
import type { Examples, Stage } from './examples.ts'

const OUTSIDE: Omit<InputOf<Operations['oidcClients.create']>, 'id'> = {
  name: 'Школьная столовая',
  redirectUris: ['https://canteen.example/callback'],
  postLogoutRedirectUris: [],
  backchannelLogoutUri: null,
  scopes: ['profile'],
}

/** Somebody at the page that an outside system has sent him to. */
async function atInteraction({ world, cast }: Stage): Promise<{ by: Client; id: string }> {
  await using system = await createOutsideSystem(world, { operator: cast.operator })
  const { url } = await system.ask('openid profile')
  const by = cast.teacher.client
  const { interaction } = await browse(by, url)
  return { by, id: interaction ?? assert.fail('no page was shown') }
}

async function newClient({ cast }: Stage): Promise<string> {
  const id = newId()
  await cast.operator.call('oidcClients.create', { ...OUTSIDE, id })
  return id
}

/** Valid calls of the operations of outside systems. */
export const oidcExamples = {
  'oidc.interaction': async (stage) => {
    const { by, id } = await atInteraction(stage)
    return { by, input: { id } }
  },
  'oidc.chooseProfile': async (stage) => {
    const { by, id } = await atInteraction(stage)
    return { by, input: { id, profileId: stage.cast.teacher.profileId } }
  },
  'oidc.confirm': async (stage) => {
    const { by, id } = await atInteraction(stage)
    return { by, input: { id } }
  },
  'oidc.cancel': async (stage) => {
    const { by, id } = await atInteraction(stage)
    return { by, input: { id } }
  },
  'oidc.linked': ({ cast }) => ({ by: cast.parent.client, input: {} }),
  'oidc.unlink': async (stage) => ({ by: stage.cast.parent.client, input: { clientId: await newClient(stage) } }),
  'oidcClients.list': ({ cast }) => ({ by: cast.operator, input: {} }),
  'oidcClients.create': ({ cast }) => ({ by: cast.operator, input: { ...OUTSIDE, id: newId() } }),
  'oidcClients.rotateSecret': async (stage) => ({ by: stage.cast.operator, input: { id: await newClient(stage) } }),
  'oidcClients.remove': async (stage) => ({ by: stage.cast.operator, input: { id: await newClient(stage) } }),
} satisfies Partial<Examples>
