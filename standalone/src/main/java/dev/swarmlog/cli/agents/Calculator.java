package dev.swarmlog.cli.agents;

import dev.swarmlog.agent.AgentHandler;
import dev.swarmlog.agent.HandlerContext;
import dev.swarmlog.agent.Result;
import dev.swarmlog.agent.configs.AgentSettings;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** A handler that reckons: what a message says like {@code 2*(3+4)}, to as many decimals as its agent is set to. */
final class Calculator implements AgentHandler {
    private static final int DECIMALS = 6;
    private static final int DECIMALS_MAX = 12;
    private static final int CHARS_MAX = 10_000;
    private static final int NESTING_MAX = 100;

    private final int decimals;

    Calculator(int decimals) {
        this.decimals = decimals;
    }

    static Calculator of(AgentSettings settings) {
        long decimals = settings.whole("decimals", DECIMALS);
        if (decimals < 0 || decimals > DECIMALS_MAX) {
            throw new IllegalArgumentException("decimals: 0 to " + DECIMALS_MAX + " is expected, not " + decimals);
        }
        return new Calculator((int) decimals);
    }

    @Override
    public Result handle(HandlerContext context) {
        return Result.json(value(context.text()));
    }

    /** With or without JSON's quotes. */
    String value(String text) {
        String bare = text.strip();
        boolean isQuoted = bare.length() > 1 && bare.startsWith("\"") && bare.endsWith("\"");
        double value = new Reading(isQuoted ? bare.substring(1, bare.length() - 1) : bare).whole();
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("'" + bare + "' has no value");
        }
        return BigDecimal.valueOf(value)
                .setScale(decimals, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }

    /** Sums of products of numbers and of what stands in brackets. Mutable. */
    private static final class Reading {
        private final String text;
        private int at;
        private int nesting;

        Reading(String text) {
            if (text.length() > CHARS_MAX) {
                throw new IllegalArgumentException(
                        "at most " + CHARS_MAX + " characters are expected, found " + text.length());
            }
            this.text = text;
        }

        double whole() {
            double value = sum();
            if (at < text.length()) {
                throw wrong("an end");
            }
            return value;
        }

        private double sum() {
            double value = product();
            while (true) {
                if (takes('+')) {
                    value += product();
                } else if (takes('-')) {
                    value -= product();
                } else {
                    return value;
                }
            }
        }

        private double product() {
            double value = factor();
            while (true) {
                if (takes('*')) {
                    value *= factor();
                } else if (takes('/')) {
                    value /= factor();
                } else {
                    return value;
                }
            }
        }

        private double factor() {
            if (++nesting > NESTING_MAX) {
                throw wrong("less nesting");
            }
            double value;
            if (takes('-')) {
                value = -factor();
            } else if (takes('(')) {
                value = sum();
                if (!takes(')')) {
                    throw wrong("')'");
                }
            } else {
                value = number();
            }
            nesting--;
            return value;
        }

        private double number() {
            int from = at;
            while (at < text.length() && (Character.isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
                at++;
            }
            try {
                double value = Double.parseDouble(text.substring(from, at));
                skipSpace();
                return value;
            } catch (NumberFormatException e) {
                at = from;
                throw wrong("a number");
            }
        }

        private boolean takes(char expected) {
            skipSpace();
            if (at == text.length() || text.charAt(at) != expected) {
                return false;
            }
            at++;
            skipSpace();
            return true;
        }

        private void skipSpace() {
            while (at < text.length() && text.charAt(at) == ' ') {
                at++;
            }
        }

        private IllegalArgumentException wrong(String expected) {
            String found = at < text.length() ? "'" + text.charAt(at) + "'" : "the end";
            return new IllegalArgumentException(
                    expected + " is expected at character " + (at + 1) + " of '" + text + "', found " + found);
        }
    }
}
