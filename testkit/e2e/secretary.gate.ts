import { tellSecretary } from '#testkit/secretary-story.ts'

tellSecretary({ pupils: 1_200, applications: 540, onPhone: 40, noise: 0.08, title: 'INV-06/secretary' })
