package dev.dualclient.test.histories.step;

import dev.dualclient.test.histories.world.World;

/** The migrator works. */
public enum Migrate implements Step {
    COPIES {
        @Override
        public void happen(World world) {
            world.tell(world.migrate() + " rows");
        }
    },
    READS {
        @Override
        public void happen(World world) {
            world.tell(world.readForMigration());
        }
    },
    WRITES_WHAT_IT_READ {
        @Override
        public void happen(World world) {
            world.tell(world.migrateLate() + " rows");
        }
    };

    @Override
    public String toString() {
        return "the migrator " + name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }
}
