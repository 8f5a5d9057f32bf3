import { randomInt } from 'node:crypto';

// Words that hint at nothing: no places, people, trades, weather, animals with a fame, or words of the work itself.
const first =
  'Amber Ashen Azure Beige Birch Blue Brass Bronze Brown Calm Cedar Chalk Clay Clear Coral Cork Cotton Cream Crimson Dotted Ebony Even Fawn Fern Flax Fluted Folded Gentle Gilded Glazed Golden Granite Green Grey Hazel Hemp Indigo Ivory Jade Khaki Lavender Leafy Level Light Lilac Linen Lime Little Long Lucid Maple Maroon Matt Mauve Mellow Mild Mint Mossy Narrow Navy Neat New Oaken Ochre Old Olive Opal Orange Oval Painted Pale Paper Pastel Pearl Pine Pink Plain Plaid Plum Polished Purple Quiet Quilted Rattan Red Reed Round Russet Rust Sandy Satin Scarlet Sepia Sienna Silk Silver Simple Slate Slim Slow Small Smooth Soft Spare Spotted Square Steady Straw Striped Suede Tall Tan Tawny Teal Thin Tidy Timber Topaz Umber Velvet Violet Wavy White Wicker Wide Willow Woollen Woven Yellow'.split(
    ' ',
  );
const second =
  'Acorn Alcove Anvil Apple Apron Arch Attic Awning Balcony Bamboo Banjo Barrel Basin Basket Beacon Bench Bobbin Bonnet Bookend Boulder Bowl Bracket Bramble Brick Brook Broom Bucket Button Cabin Candle Canoe Cape Carpet Carafe Cart Casket Cello Chair Chalice Chestnut Chimney Clover Cobble Comb Corner Cottage Cradle Crate Crayon Cup Curtain Cushion Daisy Dial Door Drawer Drum Easel Fence Fiddle Field Flagstone Flute Footpath Fountain Garden Garland Gate Glove Goblet Grove Hammock Hamper Harp Hat Hedge Hinge Jar Jug Kettle Ladle Lantern Lattice Lawn Ledger Lemon Lute Mallet Mantle Marble Meadow Mitten Mug Needle Nutmeg Oboe Orchard Paddle Pantry Parasol Pasture Pebble Pedal Pencil Pepper Pillow Pitcher Plank Plate Pocket Porch Pot Puddle Quill Quince Raft Ribbon Rope Saddle Sail Saucer Scarf Shelf Shingle Spindle Spool Spoon Stool Table Tankard Teapot Thimble Thistle Tile Tray Trellis Trunk Vase Veranda Viola Wagon Wheel Whistle Window'.split(
    ' ',
  );

/** So often two words are tried; then a number is put behind them, so that names do not run out. */
const plainTries = 8;

/** A name for an incident that says nothing of it, chosen by chance; another one for each `attempt` from 0. */
export function chooseCodeName(attempt: number): string {
  const words = `${first[randomInt(first.length)]} ${second[randomInt(second.length)]}`;
  return attempt < plainTries ? words : `${words} ${randomInt(2, 10_000)}`;
}
