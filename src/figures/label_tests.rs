//! Names of figures in their sentences: what stands around a number, and what it is a number of.

use crate::document;
use crate::outline;

/// The labels of a report's figures in order; empty where a figure has none.
fn labels(text: &str) -> Vec<String> {
    let document = document::from_text(text.to_owned(), "样例");
    let outline = outline::parse(&document);
    let figures = super::extract(&document, &outline);
    figures.figures.iter().map(|f| f.label.as_ref().map(|l| l.text.clone()).unwrap_or_default()).collect()
}

#[track_caller]
fn named(text: &str, wanted: &str) {
    assert_eq!(labels(text).join(" "), wanted, "{text}");
}

#[test]
fn headings_name_what_the_body_leaves_out() {
    named(
        "一、支出决算情况\n1、2050202小学教育\n年初预算310.5万元，支出决算300万元，完成年初预算的96.62%。",
        "小学教育 小学教育 小学教育",
    );
    named("五、其他\n（一）机关运行经费。2022年决算80万元，比上年减少5万元。", "机关运行经费 机关运行经费");
    named("二、财政拨款支出决算情况说明\n年初预算300万元，支出决算320万元。", "财政拨款支出 财政拨款支出");
    // A chapter of the report is no item of the accounts.
    named("二、一般公共预算支出情况\n年初预算300万元，追加40万元，全年预算340万元。", "年初预算 追加 全年预算");
}

#[test]
fn deeds_before_a_name_are_no_part_of_it() {
    named("全年修补坑槽36处，疏浚沟渠12公里，安装护栏3公里，改造老旧管网8公里。", "坑槽 沟渠 护栏 老旧管网");
    named("市图书馆全年接待读者3万人次，拟更新路灯30盏。", "读者 路灯");
    named("依法查处违建15处，新登记个体户200户。", "违建 个体户");
    // A deed that qualifies its head belongs to the name.
    named("拨付维修经费3万元，检测机构2家，管理人员5人。", "维修经费 检测机构 管理人员");
    named("培训合格率98%，服务对象满意度95%。", "培训合格率 服务对象满意度");
}

#[test]
fn words_of_time_and_state_are_no_part_of_a_name() {
    named("核定编制30名，年末实有在职人员28人，另有退休人员9人。", "编制 在职人员 退休人员");
    named("年初结转12万元，年末固定资产原值300万元，全年支出合计90万元。", "年初结转 固定资产原值 支出");
}

#[test]
fn the_head_of_a_phrase_names() {
    named("纳入预算管理的二级机构4个。", "二级机构");
    named("公用经费中差旅费3万元，中小企业贷款5万元。", "差旅费 中小企业贷款");
    named("对个人和家庭的补助8万元，文化馆、图书馆等公共场馆6处。", "对个人和家庭的补助 公共场馆");
    named("医保码激活2万人，一般公共预算收入完成3亿元，区财政安排40万元。", "医保码 一般公共预算收入 区财政安排");
}

#[test]
fn figures_that_name_nothing_take_over_the_name_before_them() {
    named("机关编制9名，事业编制11名，共20名。", "机关编制 事业编制 编制");
    named("中级职称9名，初级职 称11名，共20名。", "中级职称 初级职称 ");
    named("兑付秸秆还田补贴36万元，户均1200元。", "秸秆还田补贴 秸秆还田补贴");
    named("疏浚沟渠8公里，投入40万元，平均每公里5万元。", "沟渠 沟渠 沟渠");
    named("会议费叁万元整（30000元）。", "会议费 会议费");
    // Behind an income 支出 is an item of its own.
    named("本年收入80万元，支出75万元。", "本年收入 支出");
}

#[test]
fn values_told_in_turn_belong_to_the_figures_before_them() {
    named("抽查学生200名、家长300名，满意率分别为95%、92%。", "学生 家长 学生 家长");
    named("城乡居民收入分别增长8%和9%。", "城乡居民收入 城乡居民收入");
}

#[test]
fn budget_subjects_are_named_by_their_lowest_level() {
    named("文化支出（类）文化和旅游（款）图书馆（项）20万元。", "图书馆");
    named(
        "一、支出\n1.卫生支出（类）公立医院（款）综合医院（项）。年初预算30万元，支出决算28万元，完成93.33%。",
        "综合医院 综合医院 综合医院",
    );
    named("因公出国（境）费0万元，12345热线工单300件。", "因公出国（境）费 12345热线工单");
}

#[test]
fn distances_are_told_of_their_subject() {
    named("调解成功率92%，高于目标2个百分点。", "调解成功率 调解成功率");
    named("普及率由80%提高到86%，提高6个百分点。", "普及率 普及率 普及率");
}

#[test]
fn doers_campaigns_and_adverbs_stand_before_the_deed() {
    named("“春风行动”资助困难学生30名，及时处理投诉12件。", "困难学生 投诉");
    named("转移安置受灾群众500人，检查生产经营单位60家。", "受灾群众 生产经营单位");
    named("县文旅局内设机构6个，年末实有在职40人。", "内设机构 在职");
    named("产品抽检合格率98%，赔付金额3万元。", "产品抽检合格率 赔付金额");
    named("合格率98%，较目标值高3个百分点。", "合格率 合格率");
}

#[test]
fn particles_that_end_words_of_their_own_stay() {
    named("授予中小企业合同20万元，抽查合同6份，粮食播种面积3万亩。", "中小企业合同 合同 粮食播种面积");
    named("参与率目标70%，群众满意度在95%以上。", "参与率 群众满意度");
    named("“三公”经费支出8万元，比年初预算10万元节约2万元。", "“三公”经费 “三公”经费 “三公”经费");
}

#[test]
fn words_printed_apart_are_named_as_if_together() {
    named(
        "其 中 工 资 福 利 支 出 30 万 元 ， 对 个 人 和 家 庭 的 补 助 8 万 元 。",
        "工资福利支出 对个人和家庭的补助",
    );
}

#[test]
fn what_leads_to_a_name_is_no_part_of_it() {
    named("二〇二一年财政拨款收入80万元，资金来源为车购税20万元。", "财政拨款收入 车购税");
    named("基本支出分为人员经费30万元、公用经费5万元。", "人员经费 公用经费");
    named("组织招聘会9场，办培训班4期，收到评价表80份。", "招聘会 培训班 评价表");
    named("罚没收入12万元，实现收入90万元。", "罚没收入 收入");
    named("单位价值50万元以上通用设备2台，单位GDP能耗3%。", "单位价值 通用设备 单位GDP能耗");
    named("预算数（含结转）41万元。", "预算数");
}

#[test]
fn what_follows_a_name_is_no_part_of_it() {
    named("排放标准不低于85%，专业技术人员缺3名，公务接待再压10%。", "排放标准 专业技术人员 公务接待");
    named("3家物业公司与收运企业签约。", "物业公司");
    named("4眼机井尚待接火，32个项目作了自评。", "机井 项目");
    named("组织收割机64台外出作业。", "收割机");
}

#[test]
fn an_item_below_a_stop_divides_what_is_compared() {
    named(
        "公共安全支出70万元。内有行政运行50万元、办案20万元，比上年增加5万元。",
        "公共安全支出 行政运行 办案 公共安全支出",
    );
    named("公共安全支出70万元。其中行政运行50万元，比上年增加5万元。", "公共安全支出 行政运行 行政运行");
}

#[test]
fn a_sum_of_items_with_two_numbers_takes_what_their_names_share() {
    named("城市低保6户9人、农村低保21户33人，合计27户42人。", "城市低保 城市低保 农村低保 农村低保 低保 低保");
}

#[test]
fn names_joined_without_numbers_of_their_own_are_one() {
    named(
        "购置办公设备、医疗器械及耗材36万元，公用经费8万元、人员经费20万元。",
        "办公设备、医疗器械及耗材 公用经费 人员经费",
    );
    named("普通高中6所，从业人员缺口40人，公用经费年人均1.5万元。", "普通高中 从业人员 公用经费");
}

#[test]
fn what_is_told_of_all_stands_behind_the_last_of_a_list() {
    named("环卫、绿化占项目支出的比重分别为40%、26%。", "环卫 绿化");
    named("公路、公交、执法的满意人数分别为36名、37名、35名。", "公路 公交 执法");
}

#[test]
fn who_was_served_is_no_name_of_a_deed() {
    named("走访6个乡镇、19个建制村，为86人投保意外险。", "乡镇 建制村 ");
}

#[test]
fn what_tells_a_movement_names_nothing() {
    named("受理投诉36件，调解成功35件，成功率97.2%。", "投诉 调解成功 成功率");
    named("集采药品29种，平均降幅53%。", "集采药品 集采药品");
    named("培训168人次，超额12%。", "培训 培训");
}

#[test]
fn prices_of_each_are_named_by_what_is_paid() {
    named("惠及学生214人，每天补助4元。", "学生 补助");
    named("扶持扶贫车间3家，各2万元。", "扶贫车间 扶贫车间");
    named(
        "公务用车运行11万元、公务接待3万元，公务用车4辆，辆均2.75万元。",
        "公务用车运行 公务接待 公务用车 公务用车运行",
    );
}
