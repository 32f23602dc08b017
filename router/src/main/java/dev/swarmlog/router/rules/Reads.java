package dev.swarmlog.router.rules;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind;
import dev.cel.common.navigation.CelNavigableExpr;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What expressions read of a message: what they do not read cannot change what they say. More than they read may be
 * said here, never less.
 *
 * @param attributes by name
 * @param allAttributes whether any attribute may be read, as in {@code attributes.exists(k, ...)}
 */
record Reads(
        boolean type,
        boolean source,
        boolean priority,
        boolean hops,
        SortedSet<String> attributes,
        boolean allAttributes,
        boolean payload) {
    static final Reads NOTHING = new Reads(false, false, false, false, new TreeSet<>(), false, false);

    static Reads of(Collection<CelNavigableExpr> parts) {
        Reads all = NOTHING;
        for (CelNavigableExpr part : parts) {
            if (part.getKind() == ExprKind.Kind.IDENT) {
                all = all.and(ofName(part));
            }
        }
        return all;
    }

    Reads and(Reads other) {
        SortedSet<String> together = new TreeSet<>(attributes);
        together.addAll(other.attributes);
        return new Reads(
                type || other.type,
                source || other.source,
                priority || other.priority,
                hops || other.hops,
                together,
                allAttributes || other.allAttributes,
                payload || other.payload);
    }

    private static Reads ofName(CelNavigableExpr part) {
        String name = part.expr().ident().name();
        String plain = name.startsWith(".") ? name.substring(1) : name;
        SortedSet<String> named = new TreeSet<>();
        boolean attributes = plain.equals(Subject.ATTRIBUTES);
        boolean allAttributes = attributes && !nameOfAttribute(part, named);
        return new Reads(
                plain.equals(Subject.TYPE),
                plain.equals(Subject.SOURCE),
                plain.equals(Subject.PRIORITY),
                plain.equals(Subject.HOPS),
                named,
                allAttributes,
                plain.equals(Subject.PAYLOAD));
    }

    /** Whether only one attribute is read here: {@code attributes.x}, {@code attributes['x']}, {@code 'x' in attributes}. */
    private static boolean nameOfAttribute(CelNavigableExpr attributes, Collection<String> names) {
        CelNavigableExpr around = attributes.parent().orElse(null);
        if (around == null) {
            return false;
        }
        if (around.getKind() == ExprKind.Kind.SELECT) {
            return names.add(around.expr().select().field());
        }
        if (around.getKind() != ExprKind.Kind.CALL
                || around.expr().call().args().size() != 2) {
            return false;
        }
        CelExpr.CelCall call = around.expr().call();
        CelExpr name = switch (call.function()) {
            case "_[_]" -> call.args().get(1);
            case "@in" -> call.args().get(0);
            default -> attributes.expr();
        };
        return name.exprKind().getKind() == ExprKind.Kind.CONSTANT
                && name.constant().getKind() == CelConstant.Kind.STRING_VALUE
                && names.add(name.constant().stringValue());
    }
}
