package dev.swarmlog.bench.detection;

import java.util.Random;

/**
 * What comes between an agent that means to beat every second and the log. All parameters were set before the detector
 * was measured against them; each agent draws its own within the ranges named.
 */
enum Jitter {
    /** A timer on a busy machine: each beat is late by a uniform share of 50 to 400 ms. */
    UNIFORM {
        @Override
        void send(Beats beats, Random random, long untilMs) {
            double late = 50 + random.nextInt(351);
            for (long due = random.nextInt(1_000); due < untilMs; due += 1_000) {
                long sent = due + (long) (late * random.nextDouble());
                beats.add(sent, sent + 5 + random.nextInt(30));
            }
        }
    },

    /**
     * A link that has bad phases (Gilbert and Elliott): good for a minute on average, bad for ten seconds. While it is bad
     * it holds beats back and lets them go together, every 0.3 to 1.8 s: a producer that backs off between retries (Kafka's
     * doubles from 100 ms to 1 s), or TCP's retransmission timer (200, 400, 800 ms). What is held is late, never lost.
     */
    BURSTY {
        @Override
        void send(Beats beats, Random random, long untilMs) {
            double good = 30_000 + random.nextInt(60_000);
            double holdMax = 800 + random.nextInt(1_001);
            boolean bad = false;
            double phaseEnds = exponential(random, good);
            double released = 0;
            for (long due = random.nextInt(1_000); due < untilMs; due += 1_000) {
                double sent = due + 5 + random.nextInt(30);
                while (phaseEnds < due) {
                    bad = !bad;
                    phaseEnds += exponential(random, bad ? 10_000 : good);
                }
                if (bad) {
                    while (released < sent) {
                        released = Math.max(released, sent - holdMax) + 300 + random.nextDouble() * (holdMax - 300);
                    }
                    beats.add(due, (long) released);
                } else {
                    beats.add(due, (long) sent);
                }
            }
        }
    },

    /**
     * A process that stands still now and then. Short pauses (young collections) do not show at this rhythm. Long ones come
     * every 20 to 120 s and are log-normal: median 250 to 500 ms, sigma 0.7, so that one in a hundred is about five
     * medians: what operators of Cassandra report, where pauses above 200 ms are logged, above 500 ms are a problem and
     * above 2 s miss rounds of gossip. Beats that fell due meanwhile are sent at once after it.
     */
    PAUSES {
        @Override
        void send(Beats beats, Random random, long untilMs) {
            double every = 20_000 + random.nextInt(100_001);
            double median = 250 + random.nextInt(251);
            double starts = exponential(random, every);
            double ends = starts + median * Math.exp(0.7 * random.nextGaussian());
            for (long due = random.nextInt(1_000); due < untilMs; due += 1_000) {
                while (ends < due) {
                    starts = ends + exponential(random, every);
                    ends = starts + median * Math.exp(0.7 * random.nextGaussian());
                }
                double sent = due >= starts ? ends : due;
                beats.add((long) sent, (long) sent + 5 + random.nextInt(30));
            }
        }
    };

    abstract void send(Beats beats, Random random, long untilMs);

    private static double exponential(Random random, double mean) {
        return -mean * Math.log(1 - random.nextDouble());
    }
}
