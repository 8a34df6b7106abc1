import { tellSecretary } from '#testkit/secretary-story.ts'

// More is wrong here than in the long form, so that few applications show every way of deciding.
tellSecretary({ pupils: 200, applications: 60, onPhone: 15, noise: 0.25, title: 'INV-06/secretary-story' })
