// A Swarmlog agent without an SDK: docs/protocol.md on kafkajs. It adds numbers up.
import { AvroDeserializer, AvroSerializer, SchemaRegistryClient, SerdeType } from '@confluentinc/schemaregistry'
import kafkajs from 'kafkajs'
import lz4 from 'lz4js'

const { AssignerProtocol, CompressionCodecs, CompressionTypes, Kafka, Partitioners, logLevel } = kafkajs
const { MemberAssignment, MemberMetadata } = AssignerProtocol

const brokers = (process.env.SWARMLOG_BOOTSTRAP_SERVERS ?? '127.0.0.1:9092').split(',')
const baseURLs = [process.env.SWARMLOG_SCHEMA_REGISTRY ?? 'http://127.0.0.1:8081']
const prefix = process.env.SWARMLOG_TOPIC_PREFIX ?? ''
const agentId = process.env.SWARMLOG_AGENT_ID ?? `javascript-${process.pid}`
const capabilities = [{ name: 'math.sum', version: '1.0.0' }]
const heartbeatIntervalMs = 2_000
const canary = 'swarmlog.canary' // the registry asks whether we work: any outcome is an answer, and it is no work
const remembered = 10_000 // answers kept, so that a repeated delivery is not worked on twice

// kafkajs reads lz4 batches only with a codec from outside.
CompressionCodecs[CompressionTypes.LZ4] = () => ({
  compress: async (encoder) => Buffer.from(lz4.compress(encoder.buffer)),
  decompress: async (buffer) => Buffer.from(lz4.decompress(buffer)),
})

const kafka = new Kafka({ clientId: agentId, brokers, logLevel: logLevel.WARN })
const producer = kafka.producer({ idempotent: true, createPartitioner: Partitioners.DefaultPartitioner })
const registry = new SchemaRegistryClient({ baseURLs })
const writer = new AvroSerializer(registry, SerdeType.VALUE, { autoRegisterSchemas: false, useLatestVersion: true })
const reader = new AvroDeserializer(registry, SerdeType.VALUE, {})

async function send(name, key, value, where = {}) {
  const topic = prefix + name
  await producer.send({ topic, messages: [{ key, value: await writer.serialize(topic, value), ...where }] })
}

function handle(payload) {
  const { numbers } = JSON.parse(payload.toString())
  return { sum: numbers.reduce((sum, number) => sum + number, 0) }
}

function answer({ deliveryId, messageId, attempt, type, payload }) {
  const same = { deliveryId, messageId, agentId, agentEpoch: epoch, attempt, atMs: Date.now() }
  try {
    const result = type === canary ? '' : JSON.stringify(handle(payload))
    return { ...same, status: 'COMPLETED', result: Buffer.from(result) }
  } catch (error) { // bad input: nobody else could do it either
    return { ...same, status: 'FAILED', errorClass: 'NON_RETRYABLE', error: String(error) }
  }
}

// kafkajs has groups only: a group of this agent alone, whose one member is assigned the inbox and nothing else.
const inboxOnly = (partition) => () => ({
  name: 'inbox', version: 1,
  protocol: ({ topics }) => ({
    name: 'inbox', metadata: MemberMetadata.encode({ version: 1, topics, userData: Buffer.alloc(0) }),
  }),
  assign: async ({ members, topics }) => members.map(({ memberId }) => ({
    memberId,
    memberAssignment: MemberAssignment.encode({
      version: 1, assignment: { [topics[0]]: [partition] }, userData: Buffer.alloc(0),
    }),
  })),
})

const epoch = Date.now()
const deliveries = `${prefix}messages.deliveries`
const answers = new Map()
let answered = 0

const admin = kafka.admin()
await admin.connect()
const partitions = await admin.fetchTopicOffsets(deliveries)
await admin.disconnect()
const inbox = [...agentId].reduce((hash, char) => (hash * 31 + char.codePointAt(0)) >>> 0, 7) % partitions.length
const consumer = kafka.consumer({ groupId: `${agentId}-${epoch}`, partitionAssigners: [inboxOnly(inbox)] })
const joined = new Promise((resolve) => consumer.on(consumer.events.GROUP_JOIN, resolve))

async function onRecord({ message: { key, value, headers } }) {
  if (String(key) !== agentId || value === null) return
  const delivery = await reader.deserialize(deliveries, value)
  if (delivery.agentEpoch !== epoch) return
  if (!answers.has(delivery.deliveryId)) {
    answers.set(delivery.deliveryId, answer(delivery))
    if (delivery.type !== canary) answered++
    if (answers.size > remembered) answers.delete(answers.keys().next().value)
  }
  const trace = Object.fromEntries(Object.entries(headers).filter(([name]) => /^trace(parent|state)$/.test(name)))
  const where = { partition: delivery.outcomePartition, headers: trace }
  const outcome = { ...answers.get(delivery.deliveryId), fence: delivery.fence }
  await send('messages.outcomes', delivery.messageId, outcome, where)
}

await Promise.all([producer.connect(), consumer.connect()])
await consumer.subscribe({ topic: deliveries, fromBeginning: true })
await consumer.run({ eachMessage: onRecord })
// A new group reads its partition from the start; what came before this epoch is not for it.
consumer.seek({ topic: deliveries, partition: inbox, offset: partitions.find((p) => p.partition === inbox).high })
await joined

const card = {
  agentId, epoch, capabilities, tags: ['javascript'], concurrency: 8, inboxPartition: inbox, heartbeatIntervalMs,
}
await send('agents.registrations', agentId, { ...card, intent: 'JOIN', writtenAtMs: Date.now() })
let sequence = 0
const beat = () => send('agents.heartbeats', agentId,
  { epoch, sequence: ++sequence, sentAtMs: Date.now(), completed: answered })
const beats = setInterval(beat, heartbeatIntervalMs)
await beat()
console.log(`${agentId} joined, inbox ${inbox}`)

async function leave() {
  clearInterval(beats)
  await consumer.disconnect() // finishes what is in hand
  await send('agents.registrations', agentId, { ...card, intent: 'LEAVE', writtenAtMs: Date.now() })
  await producer.disconnect()
  console.log(`${agentId} left after ${answered} answers`)
}
process.once('SIGTERM', leave)
process.once('SIGINT', leave)
