package dev.swarmlog.schemas;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Records of any generated type with arbitrary contents, the same for the same seed. */
public final class RandomRecords {
    private static final String LETTERS = "abcXYZ019-_.#/ äß€漢🐝";

    private final Random random;

    public RandomRecords(long seed) {
        this.random = new Random(seed);
    }

    public <V extends SpecificRecord> V of(Topic<V> topic) {
        return topic.type().cast(record(topic.schema()));
    }

    private @Nullable Object value(Schema schema) {
        return switch (schema.getType()) {
            case RECORD -> record(schema);
            case ENUM ->
                SpecificData.get()
                        .createEnum(
                                schema.getEnumSymbols()
                                        .get(random.nextInt(
                                                schema.getEnumSymbols().size())),
                                schema);
            case ARRAY -> array(schema.getElementType());
            case MAP -> map(schema.getValueType());
            case UNION ->
                value(schema.getTypes().get(random.nextInt(schema.getTypes().size())));
            case NULL -> null;
            case STRING -> text();
            case BYTES -> bytes();
            case INT -> random.nextInt() >>> random.nextInt(32);
            case LONG -> random.nextLong() >> random.nextInt(64);
            case FLOAT -> random.nextFloat();
            case DOUBLE -> random.nextDouble();
            case BOOLEAN -> random.nextBoolean();
            default -> throw new IllegalArgumentException("no type of the catalogue has a " + schema.getType());
        };
    }

    private SpecificRecord record(Schema schema) {
        SpecificRecord made = (SpecificRecord) SpecificData.get().newRecord(null, schema);
        schema.getFields().forEach(field -> made.put(field.pos(), value(field.schema())));
        return made;
    }

    private List<Object> array(Schema element) {
        List<Object> made = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            made.add(value(element));
        }
        return made;
    }

    private Map<String, Object> map(Schema element) {
        Map<String, Object> made = new HashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            made.put(text(), value(element));
        }
        return made;
    }

    private ByteBuffer bytes() {
        byte[] made = new byte[random.nextInt(100)];
        random.nextBytes(made);
        return ByteBuffer.wrap(made);
    }

    private String text() {
        int[] letters = LETTERS.codePoints().toArray();
        StringBuilder made = new StringBuilder();
        for (int i = random.nextInt(40); i > 0; i--) {
            made.appendCodePoint(letters[random.nextInt(random.nextBoolean() ? 14 : letters.length)]);
        }
        return made.toString();
    }
}
