import { interactionPolicy } from 'oidc-provider'

/**
 * When somebody is asked: to sign in, to choose a profile when the client says so, to look at the data before they leave. One page of
 * ours answers all of them at once.
 */
export function promptPolicy() {
  const policy = interactionPolicy.base()
  policy.add(new interactionPolicy.Prompt({ name: 'select_account', requestable: true }), 1)
  return policy
}
