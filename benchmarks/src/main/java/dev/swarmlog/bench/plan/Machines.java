package dev.swarmlog.bench.plan;

/**
 * What it is to run on, and what that costs. The prices are round list prices of large clouds in 2026, to be replaced by one's own.
 *
 * @param cores of one instance of anything
 * @param busyMax up to which share of its cores an instance is planned: the rest is for peaks, and for those that fall out
 * @param speed of a core by one of those that the costs were measured on
 * @param replicas of each partition
 */
public record Machines(int cores, double busyMax, double speed, int replicas, Prices prices) {
    /**
     * In dollars.
     *
     * @param zoneGib of traffic from one zone to another
     */
    public record Prices(double coreHour, double memoryGibHour, double diskGibMonth, double zoneGib) {
        public static final Prices USUAL = new Prices(0.04, 0.005, 0.08, 0.02);
    }

    public static final Machines USUAL = new Machines(8, 0.6, 1, 3, Prices.USUAL);

    public Machines {
        if (cores < 1 || !(busyMax > 0 && busyMax <= 1) || !(speed > 0) || replicas < 1 || replicas > 5) {
            throw new IllegalArgumentException(
                    "at least one core, a busy share of 0 to 1, a speed above 0, and 1 to 5 replicas");
        }
    }

    /** How many instances that much work takes, and at least so many. */
    int instances(double coresNeeded, int least) {
        return (int) Math.max(least, Math.ceil(coresNeeded / (cores * busyMax)));
    }
}
