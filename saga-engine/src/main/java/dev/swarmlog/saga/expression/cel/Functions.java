package dev.swarmlog.saga.expression.cel;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelFunctionBinding;
import dev.swarmlog.saga.json.JsonText;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * What CEL lacks for figures: {@code sum}, {@code avg}, {@code least} and {@code greatest} of a list of numbers,
 * {@code round(number, digits)}, {@code join(list, separator)}, and {@code sha256(value)}: of a text its own, of anything
 * else that of its JSON without spaces, fields in order of their names. Whole numbers stay whole; of mixed ones doubles
 * are made. Elements are taken in their order, so that the same list has the same sum to the last bit.
 */
final class Functions {
    private static final ListType LIST = ListType.create(SimpleType.DYN);
    private static final int DIGITS_MAX = 15;
    private static final int HASHED_CHARS_MAX = 1_000_000;

    static final String SHA_256 = "sha256";

    static final List<CelFunctionDecl> DECLARATIONS = List.of(
            ofList("sum"),
            ofList("avg"),
            ofList("least"),
            ofList("greatest"),
            CelFunctionDecl.newFunctionDeclaration(
                    "round",
                    CelOverloadDecl.newGlobalOverload(
                            "round_number_digits", SimpleType.DOUBLE, SimpleType.DYN, SimpleType.INT)),
            CelFunctionDecl.newFunctionDeclaration(
                    "join",
                    CelOverloadDecl.newGlobalOverload(
                            "join_list_separator", SimpleType.STRING, LIST, SimpleType.STRING)),
            CelFunctionDecl.newFunctionDeclaration(
                    SHA_256, CelOverloadDecl.newGlobalOverload("sha256_value", SimpleType.STRING, SimpleType.DYN)));

    static final List<CelFunctionBinding> BINDINGS = bindings();

    private Functions() {}

    private static CelFunctionDecl ofList(String name) {
        return CelFunctionDecl.newFunctionDeclaration(
                name, CelOverloadDecl.newGlobalOverload(name + "_list", SimpleType.DYN, LIST));
    }

    private static List<CelFunctionBinding> bindings() {
        List<CelFunctionBinding> all = new ArrayList<>();
        all.addAll(CelFunctionBinding.fromOverloads(
                "sum", CelFunctionBinding.from("sum_list", List.class, Functions::sum)));
        all.addAll(CelFunctionBinding.fromOverloads(
                "avg", CelFunctionBinding.from("avg_list", List.class, Functions::avg)));
        all.addAll(CelFunctionBinding.fromOverloads(
                "least", CelFunctionBinding.from("least_list", List.class, list -> extreme("least", list, -1))));
        all.addAll(CelFunctionBinding.fromOverloads(
                "greatest",
                CelFunctionBinding.from("greatest_list", List.class, list -> extreme("greatest", list, 1))));
        all.addAll(CelFunctionBinding.fromOverloads(
                "round", CelFunctionBinding.from("round_number_digits", Object.class, Long.class, Functions::rounded)));
        all.addAll(CelFunctionBinding.fromOverloads(
                "join", CelFunctionBinding.from("join_list_separator", List.class, String.class, Functions::joined)));
        all.addAll(CelFunctionBinding.fromOverloads(
                SHA_256, CelFunctionBinding.from("sha256_value", Object.class, Functions::hashed)));
        return List.copyOf(all);
    }

    private static Object sum(List<?> numbers) {
        long whole = 0;
        double sum = 0;
        boolean isWhole = true;
        for (Object each : numbers) {
            Number number = number("sum", each);
            sum += number.doubleValue();
            isWhole &= number instanceof Long;
            whole = isWhole ? Math.addExact(whole, number.longValue()) : whole;
        }
        return isWhole ? (Object) whole : (Object) sum;
    }

    private static Object avg(List<?> numbers) {
        if (numbers.isEmpty()) {
            throw new IllegalArgumentException("avg: at least one number is expected, found none");
        }
        double sum = 0;
        for (Object each : numbers) {
            sum += number("avg", each).doubleValue();
        }
        return sum / numbers.size();
    }

    private static Object extreme(String name, List<?> numbers, int sign) {
        Number found = null;
        for (Object each : numbers) {
            Number number = number(name, each);
            if (found == null || compared(number, found) * sign > 0) {
                found = number;
            }
        }
        if (found == null) {
            throw new IllegalArgumentException(name + ": at least one number is expected, found none");
        }
        return found;
    }

    private static int compared(Number one, Number other) {
        return one instanceof Long && other instanceof Long
                ? Long.compare(one.longValue(), other.longValue())
                : Double.compare(one.doubleValue(), other.doubleValue());
    }

    /** Half away from zero, by the decimal digits that the number is written with. */
    private static Object rounded(Object value, Long digits) {
        double number = number("round", value).doubleValue();
        if (digits < 0 || digits > DIGITS_MAX) {
            throw new IllegalArgumentException("round: 0 to " + DIGITS_MAX + " digits are expected, found " + digits);
        }
        return Double.isFinite(number)
                ? BigDecimal.valueOf(number)
                        .setScale(digits.intValue(), RoundingMode.HALF_UP)
                        .doubleValue()
                : number;
    }

    private static Object joined(List<?> texts, String separator) {
        StringBuilder all = new StringBuilder();
        String before = "";
        for (Object text : texts) {
            if (!(text instanceof String part)) {
                throw new IllegalArgumentException("join: texts are expected, found " + text);
            }
            all.append(before).append(part);
            before = separator;
        }
        return all.toString();
    }

    private static Object hashed(Object value) {
        try {
            String text = value instanceof String plain ? plain : JsonText.of(value, HASHED_CHARS_MAX);
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (JsonText.Unwritable e) {
            throw new IllegalArgumentException("sha256: " + e.getMessage(), e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static Number number(String function, Object value) {
        return switch (value) {
            case Long whole -> whole;
            case Double number -> number;
            default -> throw new IllegalArgumentException(function + ": a number is expected, found " + value);
        };
    }
}
