package dev.swarmlog.saga;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Records of any kind with anything in them, so that a new component cannot be forgotten by a codec. */
public final class RandomFacts {
    private final Random random;

    public RandomFacts(long seed) {
        random = new Random(seed);
    }

    /** One of each kind of a sealed interface. */
    public <T> List<T> oneOfEach(Class<T> sealed) {
        List<T> all = new ArrayList<>();
        for (Class<?> kind : sealed.getPermittedSubclasses()) {
            all.add(sealed.cast(record(kind)));
        }
        return all;
    }

    public <T> T record(Class<T> type) {
        try {
            RecordComponent[] components = type.getRecordComponents();
            Class<?>[] types = new Class<?>[components.length];
            Object[] values = new Object[components.length];
            for (int i = 0; i < components.length; i++) {
                types[i] = components[i].getType();
                values[i] = value(components[i].getGenericType());
            }
            var made = type.getDeclaredConstructor(types);
            return made.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a record has its canonical constructor: " + type, e);
        }
    }

    private Object value(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type first = generic.getActualTypeArguments()[0];
            return generic.getRawType() == Map.class ? tags() : list(first);
        }
        Class<?> plain = (Class<?>) type;
        if (plain == int.class || plain == Integer.class) {
            return random.nextInt(1_000) - 1;
        }
        if (plain == long.class) {
            return random.nextLong() >> random.nextInt(64);
        }
        if (plain == boolean.class) {
            return random.nextBoolean();
        }
        if (plain == String.class) {
            return "t\u00e4xt-" + random.nextInt();
        }
        if (plain.isEnum()) {
            Object[] all = plain.getEnumConstants();
            return all[random.nextInt(all.length)];
        }
        if (plain.isSealed()) {
            Class<?>[] kinds = plain.getPermittedSubclasses();
            return record(kinds[random.nextInt(kinds.length)]);
        }
        return record(plain);
    }

    private List<Object> list(Type of) {
        List<Object> made = new ArrayList<>();
        for (int left = random.nextInt(4); left > 0; left--) {
            made.add(value(of));
        }
        return made;
    }

    private Map<String, String> tags() {
        Map<String, String> made = new LinkedHashMap<>();
        for (int left = random.nextInt(4); left > 0; left--) {
            made.put("tag" + random.nextInt(), "value" + random.nextInt());
        }
        return made;
    }

    public Random random() {
        return random;
    }
}
