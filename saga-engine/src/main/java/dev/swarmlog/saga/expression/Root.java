package dev.swarmlog.saga.expression;

import dev.swarmlog.saga.core.definition.Json;
import dev.swarmlog.saga.core.definition.Scope;
import dev.swarmlog.saga.expression.cel.Variables;
import dev.swarmlog.saga.json.JsonText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a path begins with. */
sealed interface Root {
    Json json(Scope scope);

    /** As it is written. */
    String told();

    record Input() implements Root {
        @Override
        public Json json(Scope scope) {
            return scope.input();
        }

        @Override
        public String told() {
            return Variables.INPUT;
        }
    }

    record StepOutput(String name, int step) implements Root {
        @Override
        public Json json(Scope scope) {
            return orNull(scope.output(step));
        }

        @Override
        public String told() {
            return Variables.STEPS + "." + name + "." + Variables.OUTPUT;
        }
    }

    record Item() implements Root {
        @Override
        public Json json(Scope scope) {
            return orNull(scope.item());
        }

        @Override
        public String told() {
            return Variables.ITEM;
        }
    }

    record Index() implements Root {
        @Override
        public Json json(Scope scope) {
            return new Json(Integer.toString(scope.itemIndex()));
        }

        @Override
        public String told() {
            return Variables.INDEX;
        }
    }

    record Result() implements Root {
        @Override
        public Json json(Scope scope) {
            return orNull(scope.result());
        }

        @Override
        public String told() {
            return Variables.RESULT;
        }
    }

    record SagaId() implements Root {
        @Override
        public Json json(Scope scope) {
            StringBuilder text = new StringBuilder();
            JsonText.quote(scope.sagaId(), text);
            return new Json(text.toString());
        }

        @Override
        public String told() {
            return Variables.SAGA + "." + Variables.SAGA_ID;
        }
    }

    record SagaStarted() implements Root {
        @Override
        public Json json(Scope scope) {
            return new Json(Long.toString(scope.startedMs()));
        }

        @Override
        public String told() {
            return Variables.SAGA + "." + Variables.SAGA_STARTED;
        }
    }

    /** How many of these words name a root, and which; null where they name none. */
    static @Nullable Found find(List<String> words, Names names) {
        return switch (words.getFirst()) {
            case Variables.INPUT -> new Found(new Input(), 1);
            case Variables.ITEM -> new Found(new Item(), 1);
            case Variables.INDEX -> words.size() == 1 ? new Found(new Index(), 1) : null;
            case Variables.RESULT -> new Found(new Result(), 1);
            case Variables.STEPS -> stepOutput(words, names);
            case Variables.SAGA -> saga(words);
            default -> null;
        };
    }

    private static @Nullable Found stepOutput(List<String> words, Names names) {
        Integer step = words.size() < 3 || !words.get(2).equals(Variables.OUTPUT)
                ? null
                : names.steps().get(words.get(1));
        return step == null ? null : new Found(new StepOutput(words.get(1), step), 3);
    }

    private static @Nullable Found saga(List<String> words) {
        if (words.size() != 2) {
            return null;
        }
        return switch (words.get(1)) {
            case Variables.SAGA_ID -> new Found(new SagaId(), 2);
            case Variables.SAGA_STARTED -> new Found(new SagaStarted(), 2);
            default -> null;
        };
    }

    private static Json orNull(@Nullable Json json) {
        return json == null ? Json.NULL : json;
    }

    record Found(Root root, int words) {}
}
