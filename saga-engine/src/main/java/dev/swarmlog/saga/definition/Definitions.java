package dev.swarmlog.saga.definition;

import dev.swarmlog.document.Canonical;
import dev.swarmlog.document.DocumentReader;
import dev.swarmlog.document.Problems;
import dev.swarmlog.document.Remembered;
import dev.swarmlog.document.Written;
import dev.swarmlog.saga.core.definition.Definition;
import dev.swarmlog.saga.core.definition.Formula;
import dev.swarmlog.saga.core.definition.Shape;
import dev.swarmlog.saga.core.definition.Step;
import dev.swarmlog.saga.definition.SagaReader.SagaDraft;
import dev.swarmlog.saga.expression.ExpressionCompiler;
import dev.swarmlog.saga.shape.ShapeCompiler;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes definitions of documents, or tells all that is wrong with them. Thread-safe; remembers what it saw lately. */
public final class Definitions {
    private final DefinitionLimits limits;
    private final DocumentReader reader;
    private final ExpressionCompiler compiler;
    private final Remembered<Validation> known;

    public Definitions() {
        this(DefinitionLimits.DEFAULT);
    }

    public Definitions(DefinitionLimits limits) {
        this.limits = limits;
        this.reader = new DocumentReader(limits.document());
        this.compiler = new ExpressionCompiler(limits.expressions());
        this.known = new Remembered<>(limits.remembered(), limits.rememberedBytesMax());
    }

    public Validation validate(String document) {
        return validate(document.getBytes(StandardCharsets.UTF_8));
    }

    /** Whatever the bytes are, this returns. */
    public Validation validate(byte[] document) {
        String key = key(document);
        Validation before = known.get(key);
        if (before != null) {
            return before;
        }
        Validation validation = validated(document);
        known.put(key, document.length, validation);
        return validation;
    }

    private Validation validated(byte[] document) {
        Problems problems = new Problems();
        Written root = reader.read(document, problems);
        Definition definition = root == null ? null : definition(root, problems);
        return definition == null || !problems.isEmpty()
                ? new Validation.Invalid(problems.first(limits.problemsMax()))
                : new Validation.Valid(definition);
    }

    private @Nullable Definition definition(Written root, Problems problems) {
        SagaDraft draft = new SagaReader(limits, problems).read(root);
        Plan plan = Plan.of(draft.steps(), limits, problems);
        UndoRules.check(plan, draft.strategy(), limits.pivotsMax(), problems);
        Assembly assembly = new Assembly(plan, compiler, limits, problems);
        List<Step> steps = assembly.steps();
        Formula returns = assembly.answer(draft.returns());
        Shape input = shape(draft.input(), "spec.input", problems);
        Shape output = shape(draft.output(), "spec.output", problems);
        if (!problems.isEmpty()) {
            return null;
        }
        return new Definition(
                draft.header().name(),
                draft.header().version(),
                Canonical.hash(root),
                draft.header().description(),
                draft.header().tags(),
                draft.timeoutMs(),
                draft.strategy(),
                draft.budget(),
                input,
                output,
                steps,
                returns);
    }

    private static @Nullable Shape shape(@Nullable Written schema, String field, Problems problems) {
        return schema == null ? null : ShapeCompiler.compile(schema, field, problems);
    }

    private static String key(byte[] document) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(document));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
