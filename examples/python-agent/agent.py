"""A Swarmlog agent without an SDK: docs/protocol.md on Confluent's client. It counts words."""
import json
import os
import signal
import time
import zlib

from confluent_kafka import Consumer, Producer, TopicPartition
from confluent_kafka.schema_registry import SchemaRegistryClient
from confluent_kafka.schema_registry.avro import AvroDeserializer, AvroSerializer
from confluent_kafka.serialization import MessageField, SerializationContext

BROKERS = os.environ.get("SWARMLOG_BOOTSTRAP_SERVERS", "127.0.0.1:9092")
REGISTRY = os.environ.get("SWARMLOG_SCHEMA_REGISTRY", "http://127.0.0.1:8081")
PREFIX = os.environ.get("SWARMLOG_TOPIC_PREFIX", "")
AGENT_ID = os.environ.get("SWARMLOG_AGENT_ID", f"python-{os.getpid()}")
CAPABILITIES = [{"name": "text.count", "version": "1.0.0"}]
HEARTBEAT_MS = 2_000
CANARY = "swarmlog.canary"  # the registry asks whether we work: any outcome is an answer, and it is no work
REMEMBERED = 10_000  # answers kept, so that a repeated delivery is not worked on twice

registry = SchemaRegistryClient({"url": REGISTRY})
producer = Producer({"bootstrap.servers": BROKERS, "enable.idempotence": True, "linger.ms": 1,
                     "partitioner": "murmur2_random"})  # Java's: the registry joins topics by agent
consumer = Consumer({"bootstrap.servers": BROKERS, "group.id": AGENT_ID, "enable.auto.commit": False})
serializers, read = {}, AvroDeserializer(registry)


def now_ms():
    return time.time_ns() // 1_000_000


def send(topic, key, value, **where):
    topic = PREFIX + topic
    if topic not in serializers:  # looks the newest schema up, and never registers one
        serializers[topic] = AvroSerializer(registry, conf={"auto.register.schemas": False, "use.latest.version": True})
    data = serializers[topic](value, SerializationContext(topic, MessageField.VALUE))
    producer.produce(topic, key=key, value=data, **where)
    producer.poll(0)


def handle(payload):
    text = json.loads(payload)["text"]
    return {"words": len(text.split()), "characters": len(text)}


def answer(delivery):
    try:
        result = b"" if delivery["type"] == CANARY else json.dumps(handle(delivery["payload"])).encode()
        verdict = {"status": "COMPLETED", "result": result}
    except (ValueError, KeyError, TypeError, AttributeError) as error:  # bad input: nobody else could do it either
        verdict = {"status": "FAILED", "errorClass": "NON_RETRYABLE", "error": repr(error), "result": b""}
    same = {name: delivery[name] for name in ("deliveryId", "messageId", "agentId", "agentEpoch", "attempt")}
    return {**same, **verdict, "atMs": now_ms()}


def main():
    epoch, running, answers, answered, sequence, next_beat = now_ms(), True, {}, 0, 0, 0.0

    def stop(*_):
        nonlocal running
        running = False

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    deliveries = PREFIX + "messages.deliveries"
    partitions = consumer.list_topics(deliveries, timeout=10).topics[deliveries].partitions
    inbox = TopicPartition(deliveries, zlib.crc32(AGENT_ID.encode()) % len(partitions))
    inbox.offset = consumer.get_watermark_offsets(inbox)[1]  # what came before this epoch is not for it
    consumer.assign([inbox])
    card = {"agentId": AGENT_ID, "epoch": epoch, "capabilities": CAPABILITIES, "tags": ["python"], "concurrency": 8,
            "inboxPartition": inbox.partition, "heartbeatIntervalMs": HEARTBEAT_MS}
    send("agents.registrations", AGENT_ID, {**card, "intent": "JOIN", "writtenAtMs": now_ms()})
    print(f"{AGENT_ID} joined, inbox {inbox.partition}", flush=True)
    while running:
        if time.monotonic() >= next_beat:
            sequence, next_beat = sequence + 1, time.monotonic() + HEARTBEAT_MS / 1000
            send("agents.heartbeats", AGENT_ID, {"epoch": epoch, "sequence": sequence, "sentAtMs": now_ms(),
                                                 "completed": answered})
        record = consumer.poll(max(0.0, min(0.2, next_beat - time.monotonic())))
        if record is None or record.error() or record.key() != AGENT_ID.encode() or record.value() is None:
            continue
        delivery = read(record.value(), SerializationContext(record.topic(), MessageField.VALUE))
        if delivery["agentEpoch"] != epoch:
            continue
        if delivery["deliveryId"] not in answers:
            answers[delivery["deliveryId"]] = answer(delivery)
            answered += delivery["type"] != CANARY
            if len(answers) > REMEMBERED:
                del answers[next(iter(answers))]
        trace = [header for header in record.headers() or [] if header[0] in ("traceparent", "tracestate")]
        outcome = {**answers[delivery["deliveryId"]], "fence": delivery["fence"]}
        send("messages.outcomes", delivery["messageId"], outcome, partition=delivery["outcomePartition"], headers=trace)
    send("agents.registrations", AGENT_ID, {**card, "intent": "LEAVE", "writtenAtMs": now_ms()})
    print(f"{AGENT_ID} left after {answered} answers, {producer.flush(10)} unsent", flush=True)


if __name__ == "__main__":
    main()
