package dev.dualclient.test.attack;

import dev.dualclient.migration.Stage;
import dev.dualclient.operation.Case.Kills;
import dev.dualclient.operation.Effect;
import dev.dualclient.test.attack.Attack.Edit;
import dev.dualclient.test.emulator.FormParsing;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Draws attacks, each from its seed. What names a token, or takes something away, is drawn more often. */
final class Attacks {

    private static final List<Template> TEMPLATES = weighted(Templates.all());

    private Attacks() {}

    private static List<Template> weighted(List<Template> all) {
        List<Template> weighted = new ArrayList<>();
        for (Template template : all) {
            boolean names = !template.operation().names().isEmpty();
            boolean kills =
                    template.kind().effect() == Effect.KILL && template.kind().kills() != Kills.SERVICE;
            for (int times = 0; times < (names || kills ? 4 : 1); times++) {
                weighted.add(template);
            }
        }
        return List.copyOf(weighted);
    }

    static Attack of(long seed, FormParsing parsing) {
        Random random = new Random(seed);
        random.nextLong(); // the first draws of seeds in a row are alike
        Template template = TEMPLATES.get(random.nextInt(TEMPLATES.size()));
        Stage stage = random.nextInt(4) == 0 ? Stage.SECONDARY_FIRST : Stage.PRIMARY_FIRST;
        boolean facade = random.nextInt(3) == 0;
        List<Edit> edits = new ArrayList<>();
        do {
            edits.add(new Edit(Mutation.values()[random.nextInt(Mutation.values().length)], random.nextLong()));
        } while (edits.size() < 4 && random.nextInt(3) == 0);
        return new Attack(template, new Setting(parsing, stage, template.publicClient()), facade, edits);
    }
}
